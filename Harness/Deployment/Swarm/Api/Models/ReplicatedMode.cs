namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>So many tasks.</summary>
internal sealed record ReplicatedMode(int Replicas);
