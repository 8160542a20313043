namespace LoadLab.Benchmarks.Batching;

/// <summary>What a comparison of batches with single requests is to run.</summary>
/// <param name="Scenarios">Names of <see cref="BatchingScenario"/>s.</param>
/// <param name="Connections">Keep-alive connections, each with one request at a time.</param>
/// <param name="Seconds">Of every run.</param>
/// <param name="Repetitions">Runs in every mode.</param>
internal sealed record BatchingPlan(IReadOnlyList<string> Scenarios, int Connections, int Seconds, int Repetitions);
