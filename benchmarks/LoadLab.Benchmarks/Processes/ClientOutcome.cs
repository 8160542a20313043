namespace LoadLab.Benchmarks.Processes;

/// <summary>What a client's process left behind.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Cpu">User and system time of its process tree, start-up included.</param>
/// <param name="Elapsed">From its start to its end.</param>
/// <param name="OthersShare">Share of its processor's time that went to other tasks; to the tick of 10 ms.</param>
internal sealed record ClientOutcome(int ExitCode, string Output, string Error, TimeSpan Cpu, TimeSpan Elapsed, double OthersShare);
