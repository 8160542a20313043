using LoadLab.Engine;
using LoadLab.Engine.Http;

namespace LoadLab.Harness.Experiments;

/// <summary>Makes the load in this process.</summary>
internal sealed class HttpLoadDriver : ILoadDriver
{
    private readonly HttpLoadEngine _engine = new();

    public Task<LoadResult> RunAsync(HttpLoad load, ILoadObserver? observer, CancellationToken cancellationToken) =>
        _engine.RunAsync(load, observer, cancellationToken);
}
