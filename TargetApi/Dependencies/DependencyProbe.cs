using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Dependencies;

/// <summary>Asks a dependency about once a second whether it is there, so that <c>/readyz</c> knows without any traffic.</summary>
internal sealed class DependencyProbe(Func<CancellationToken, Task> check) : IReadiness, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private volatile string? _notReady;

    public string? NotReady => _notReady;

    /// <summary>Call once, when the dependency has answered for the first time.</summary>
    public void Start() => _loop = Task.Run(Loop);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task Loop()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, _stop.Token);
                _notReady = await Ask();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The service ends.
        }
    }

    private async Task<string?> Ask()
    {
        try
        {
            await check(_stop.Token);
            return null;
        }
        catch (Exception e) when (e is UnavailableException or ModelException)
        {
            return e.Message;
        }
    }
}
