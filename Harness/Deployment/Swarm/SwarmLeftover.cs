namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Something in a swarm that a harness made.</summary>
/// <param name="Kind"><c>service</c>, <c>network</c>, <c>secret</c> or <c>container</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Run">The run that made it.</param>
/// <param name="Owner">Its process; null where the label cannot be read.</param>
internal sealed record SwarmLeftover(string Kind, string Name, string Run, SwarmOwner? Owner);
