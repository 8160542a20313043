using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Experiments;

namespace LoadLab.Harness.Tests.Experiments;

/// <summary>Returns what a test wants, and remembers the loads it was asked for.</summary>
internal sealed class FakeLoadDriver(Func<HttpLoad, CancellationToken, Task<LoadResult>> run) : ILoadDriver
{
    public List<HttpLoad> Loads { get; } = [];

    public async Task<LoadResult> RunAsync(HttpLoad load, ILoadObserver? observer, CancellationToken cancellationToken)
    {
        Loads.Add(load);
        return await run(load, cancellationToken);
    }
}
