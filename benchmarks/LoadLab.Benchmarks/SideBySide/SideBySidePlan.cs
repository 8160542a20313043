namespace LoadLab.Benchmarks.SideBySide;

/// <summary>What a side-by-side comparison is to run.</summary>
/// <param name="Cases">Names of <see cref="LoadCase"/>s.</param>
/// <param name="Clients">Beginnings of client names; none: all.</param>
/// <param name="Connections">Of every client.</param>
/// <param name="Seconds">Of every run.</param>
/// <param name="Repetitions">Runs of every client.</param>
internal sealed record SideBySidePlan(IReadOnlyList<string> Cases, IReadOnlyList<string> Clients, int Connections, int Seconds, int Repetitions);
