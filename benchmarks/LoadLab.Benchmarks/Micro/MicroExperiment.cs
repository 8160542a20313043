using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Reporting;
using Perfolizer.Horology;

namespace LoadLab.Benchmarks.Micro;

/// <summary><c>micro</c>: what the pieces of the hot path cost, one call each.</summary>
internal sealed class MicroExperiment : IExperiment
{
    private static readonly Type[] Suites = [typeof(ParserBenchmarks), typeof(RecordingBenchmarks), typeof(ScheduleBenchmarks)];

    private static readonly TimeInterval QuickIteration = TimeInterval.FromMilliseconds(20);

    public Command CreateCommand(Workbench bench)
    {
        var quick = new Option<bool>("--quick") { Description = "Short rounds, over before the runtime has optimised the code: shows that the benchmarks work, and no more." };
        var write = SharedOptions.Write();
        var command = new Command("micro", "Cost of one call of the parser, the recorder and the schedules.") { quick, write };
        command.SetAction(async (parsed, _) => await bench.PublishAsync(Measure(bench, parsed.GetValue(quick)), parsed.GetValue(write)).ConfigureAwait(false));
        return command;
    }

    private static Report Measure(Workbench bench, bool quick)
    {
        var config = Configure(bench, quick);
        var report = new Report("Micro-benchmarks", "BenchmarkDotNet, in this process, one call after the other in a loop. The error is half of the 99.9 % interval of the mean.");
        report.Tables.Add(Tabulate([.. Suites.Select(suite => BenchmarkRunner.Run(suite, config))]));
        return report;
    }

    /// <summary>In this process: a project generated and built for each benchmark would need the network.</summary>
    private static ManualConfig Configure(Workbench bench, bool quick)
    {
        var job = quick ? Job.Default.WithWarmupCount(1).WithIterationCount(3).WithIterationTime(QuickIteration) : Job.MediumRun.WithLaunchCount(1);
        var artifacts = Path.Combine(Path.GetTempPath(), "loadlab-benchmarks");
        return ManualConfig.CreateEmpty()
            .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
            .AddLogger(new TextLogger(bench.Progress))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(artifacts);
    }

    private static MarkdownTable Tabulate(IReadOnlyList<Summary> summaries)
    {
        var table = new MarkdownTable("One call", ["What", "ns", "± ns", "GB/s", "allocated B"]);
        foreach (var report in summaries.SelectMany(summary => summary.Reports))
        {
            var method = report.BenchmarkCase.Descriptor;
            var statistics = report.ResultStatistics
                ?? throw new BenchmarkException(ExitCode.ExperimentFailed, $"'{method.WorkloadMethodDisplayInfo}' gave no result; what BenchmarkDotNet printed above says why.");
            table.Add(method.WorkloadMethodDisplayInfo.Trim('\''), $"{statistics.Mean:0.0}", $"{statistics.ConfidenceInterval.Margin:0.0}", Rate(method, statistics.Mean), Allocated(report));
        }

        return table;
    }

    private static string Rate(Descriptor method, double meanNs) =>
        Activator.CreateInstance(method.Type) is IByteBenchmarks suite ? $"{suite.BytesOf(method.WorkloadMethod.Name) / meanNs:0.0}" : "";

    private static string Allocated(BenchmarkReport report) =>
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes ? $"{bytes}" : "";
}
