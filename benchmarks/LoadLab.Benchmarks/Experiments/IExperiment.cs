using System.CommandLine;

namespace LoadLab.Benchmarks.Experiments;

/// <summary>One question that the benchmarks answer: a verb of <c>benchmarks/run</c>.</summary>
internal interface IExperiment
{
    /// <summary>The verb with its options and its action.</summary>
    Command CreateCommand(Workbench bench);
}
