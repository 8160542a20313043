namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Counts the changes of an object.</summary>
internal sealed record ObjectVersion(long Index);
