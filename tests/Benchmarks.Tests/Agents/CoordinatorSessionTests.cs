using LoadLab.Benchmarks.Agents;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Tests.Processes;

namespace LoadLab.Benchmarks.Tests.Agents;

/// <summary>Coordinator and pretended agents as real processes; the same run as <c>benchmarks/run agents --part coordinator</c>, shorter.</summary>
[Collection(ChildProcesses.Collection)]
public sealed class CoordinatorSessionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loadlab-agents-test-");

    [Fact]
    public async Task MeasureAsync_SomeAgents_MergesWhatTheyToldOfAndNothingElse()
    {
        var plan = new CrowdPlan(Agents: 5, Seconds: 3);
        var bench = new Workbench { Out = TextWriter.Null, Progress = TextWriter.Null, Repository = Repository.Find(), Time = TimeProvider.System };

        var run = await new CoordinatorSession(bench, plan).MeasureAsync(_folder, CancellationToken.None);

        Assert.Equal(15_000, run.Direct.Sent);
        Assert.Equal(run.Direct, run.Outcome.Load);
        Assert.Equal((15, 0, 5), (run.Outcome.Intervals, run.Outcome.Astray, run.Outcome.Finished));
        Assert.Empty(run.Outcome.Events);
        Assert.Equal([5_000, 5_000, 5_000], run.Seconds.Select(second => second.Requests));
        Assert.All(run.Seconds, second => Assert.True(second is { Cpu: > 0, ResidentBytes: > 0, HeapBytes: > 0 }));
        Assert.True(run.KeptBytes > 15_000);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
