namespace LoadLab.Benchmarks.Faults;

/// <summary>Faults that happen to one service with one set of settings.</summary>
/// <param name="Name">As options and tables call it.</param>
/// <param name="Settings">What the service runs with, in words.</param>
/// <param name="Missing">What to install to have it; null where it can run here.</param>
/// <param name="PrepareAsync">Starts what the service depends on, given the path of the target API's program.</param>
internal sealed record FaultGroup(string Name, string Settings, string? Missing, Func<string, CancellationToken, Task<IFaultStage>> PrepareAsync);
