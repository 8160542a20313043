using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Registry;

/// <summary>Asks the registry, in each request, things that nobody needs to know; then leaves the request to another source.</summary>
/// <param name="inner">Where the model comes from.</param>
/// <param name="client">Asks the registry.</param>
/// <param name="awaited">Waits for the registry at start.</param>
/// <param name="calls">How many calls a request makes, one after the other.</param>
/// <param name="model">The registered model to ask about; null asks about the one that <paramref name="inner"/> has, by its name.</param>
internal sealed class RedundantRegistryCalls(IModelSource inner, RegistryClient client, AwaitedDependency awaited, int calls, string? model) : IModelSource
{
    private readonly DependencyProbe _probe = new(client.AskForAny);
    private volatile bool _answered;

    public Predictor? Current => inner.Current;

    public string? NotReady => inner.NotReady ?? (_answered ? _probe.NotReady : awaited.Missing ?? $"the model registry at {client.Address} is being asked");

    public async Task Open(CancellationToken cancellation)
    {
        await inner.Open(cancellation);
        await awaited.Wait(() => client.AskForAny(cancellation), cancellation);
        _answered = true;
        _probe.Start();
    }

    public async ValueTask<ModelLease> Take(StageClock clock, CancellationToken cancellation)
    {
        try
        {
            await Ask(model ?? inner.Current!.Name, cancellation);
            return await inner.Take(clock, cancellation);
        }
        finally
        {
            // Once a request: an inner source that fetches has closed the stage already, these calls included.
            if (clock.Ticks(Stage.Model) == 0)
            {
                clock.Lap(Stage.Model);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _probe.DisposeAsync();
        client.Dispose();
        await inner.DisposeAsync();
    }

    private async Task Ask(string name, CancellationToken cancellation)
    {
        for (int i = 0; i < calls; i++)
        {
            await (i % 2 == 0 ? client.AskForModel(name, cancellation) : client.AskForVersions(name, cancellation));
        }
    }
}
