namespace LoadLab.TargetApi.Redis;

/// <summary>A Redis server over one connection that is made again whenever it is lost. While there is none, commands fail at once. Safe for many threads.</summary>
/// <param name="address">The server.</param>
/// <param name="name">What the server's list of clients shows.</param>
/// <param name="errors">Told once when the server is lost and once when it is back; null for a second connection to the same server.</param>
internal sealed class RedisClient(RedisAddress address, string name, TextWriter? errors = null) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RedisConnection? _connection;
    private volatile string? _trouble = "not connected yet";
    private bool _complained;
    private Task _keeping = Task.CompletedTask;

    /// <summary>Why there is no connection, as part of a sentence; null while there is one.</summary>
    public string? Trouble => _trouble is { } reason ? $"Redis at {address} cannot be used: {reason}" : null;

    /// <summary>Connects in the background, for good. The task ends with the first connection.</summary>
    public Task Open(CancellationToken cancellation)
    {
        _keeping = Keep();
        return _connected.Task.WaitAsync(cancellation);
    }

    /// <exception cref="RedisErrorException">The server refuses the command.</exception>
    /// <exception cref="RedisUnavailableException">There is no connection, or it was lost before the answer came.</exception>
    public async Task<RespValue> Execute(RespCommand command)
    {
        RedisConnection connection = _connection ?? throw new RedisUnavailableException(Trouble ?? "");
        try
        {
            return await connection.Execute(command);
        }
        catch (RedisUnavailableException e)
        {
            throw new RedisUnavailableException($"Redis at {address} was lost: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _keeping;
        _stopping.Dispose();
    }

    private async Task Keep()
    {
        TimeSpan pause = ShortestPause;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using RedisConnection connection = await RedisConnection.Open(address, name, _stopping.Token);
                (_connection, _trouble, pause) = (connection, null, ShortestPause);
                Relent();
                _connected.TrySetResult();
                Complain(await connection.Closed.WaitAsync(_stopping.Token));
            }
            catch (RedisUnavailableException e)
            {
                Complain(e.Message);
            }
            catch (OperationCanceledException)
            {
                _trouble = "the program is ending";
            }

            _connection = null;
            await Task.Delay(pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private void Complain(string reason)
    {
        _trouble = reason;
        if (!_complained)
        {
            _complained = true;
            errors?.WriteLine($"target-api: {Trouble}; trying again until it is there");
        }
    }

    private void Relent()
    {
        if (_complained)
        {
            _complained = false;
            errors?.WriteLine($"target-api: Redis at {address} is there");
        }
    }
}
