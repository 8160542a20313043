namespace LoadLab.Benchmarks.Tests.Processes;

/// <summary>Tests that start processes run one after the other: CPU time of children is told apart by when they end.</summary>
internal static class ChildProcesses
{
    public const string Collection = "child processes";
}
