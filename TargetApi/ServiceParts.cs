using LoadLab.TargetApi.Batching;
using LoadLab.TargetApi.Batching.Remote;
using LoadLab.TargetApi.Columns;
using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.RequestLogs;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi;

/// <summary>What a request passes through, as the settings ask for it.</summary>
internal sealed class ServiceParts : IAsyncDisposable
{
    private readonly IReadiness[] _all;

    public ServiceParts(TargetSettings settings, OnnxRuntime runtime, WorkerCounters counters, TextWriter output, TextWriter errors)
    {
        Models = ModelSources.Create(settings, runtime, errors);
        Columns = settings.TakesJobs ? new MemoryColumnSource() : ColumnSources.Create(settings, errors);
        Images = new ImageModel(settings, runtime);
        Inference = settings.TakesJobs ? new DirectInference() : Inferences.Create(settings, Models, counters, output, errors);
        Jobs = settings.TakesJobs ? new RemoteWorker(settings, Models, counters, output, errors) : null;
        Log = RequestLogFactory.Create(settings, counters, errors);
        _all = [Models, Columns, Jobs is null ? Inference : Jobs];
    }

    public IModelSource Models { get; }

    public IColumnSource Columns { get; }

    public ImageModel Images { get; }

    public IInference Inference { get; }

    public IRequestLog Log { get; }

    /// <summary>What takes jobs from the queue in Redis; null in a process that takes requests.</summary>
    public RemoteWorker? Jobs { get; }

    /// <summary>What is missing before a request can be answered; null while nothing is.</summary>
    public string? NotReady => _all.Select(part => part.NotReady).FirstOrDefault(reason => reason is not null);

    /// <summary>Returns once a request can be answered; waits for dependencies that are down.</summary>
    /// <exception cref="ModelException">There is nothing to wait for: the model cannot be served.</exception>
    public async Task Open(CancellationToken cancellation)
    {
        await Models.Open(cancellation);
        await Columns.Open(Models.Current!, cancellation);
        if (Jobs is null)
        {
            Images.Open();
        }

        await (Jobs?.Open(cancellation) ?? Inference.Open(cancellation));
    }

    /// <summary>After the last request: false where jobs of the queue in Redis are not done when the drain limit is over.</summary>
    public Task<bool> Finish() => Jobs?.Finish() ?? Task.FromResult(true);

    public async ValueTask DisposeAsync()
    {
        await (Jobs?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Inference.DisposeAsync();
        Images.Dispose();
        await Columns.DisposeAsync();
        await Models.DisposeAsync();
        await Log.DisposeAsync();
    }
}
