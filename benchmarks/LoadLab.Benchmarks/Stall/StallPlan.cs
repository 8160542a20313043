namespace LoadLab.Benchmarks.Stall;

/// <summary>What the stall experiment is to run.</summary>
/// <param name="Rate">Arrivals per second.</param>
/// <param name="StepMs">Multiples of which the stepwise server answers at.</param>
/// <param name="StallMs">Of each second, in which the server stands still.</param>
/// <param name="Seconds">Of every run.</param>
/// <param name="Repetitions">Runs of each client.</param>
internal sealed record StallPlan(int Rate, int StepMs, int StallMs, int Seconds, int Repetitions);
