namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A network that tasks are attached to.</summary>
internal sealed record NetworkAttachment(string Target);
