namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A manager's address, with the port of its orchestration.</summary>
internal sealed record NodeManagerStatus(string Addr);
