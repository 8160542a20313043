using LoadLab.Engine;
using LoadLab.Engine.Http;

namespace LoadLab.Harness.Experiments;

/// <summary>Sends HTTP requests from this process.</summary>
internal sealed class HttpLoadDriver : ILoadDriver
{
    private readonly HttpLoadEngine _engine = new();

    public async Task<DrivenLoad> RunAsync(LoadJob job, ILoadObserver? observer, CancellationToken cancellationToken) =>
        new(await _engine.RunAsync(HttpLoadFactory.Create(job), observer, cancellationToken).ConfigureAwait(false));
}
