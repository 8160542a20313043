namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>The answer to whatever makes something.</summary>
internal sealed record Created(string Id);
