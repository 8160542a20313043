using LoadLab.Engine;
using LoadLab.Harness.Experiments;

namespace LoadLab.Harness.Tests.Experiments;

/// <summary>Returns what a test wants, and remembers the loads it was asked for.</summary>
internal sealed class FakeLoadDriver(Func<LoadJob, CancellationToken, Task<LoadResult>> run) : ILoadDriver
{
    public List<LoadJob> Loads { get; } = [];

    public async Task<DrivenLoad> RunAsync(LoadJob job, ILoadObserver? observer, CancellationToken cancellationToken)
    {
        Loads.Add(job);
        return new DrivenLoad(await run(job, cancellationToken));
    }
}
