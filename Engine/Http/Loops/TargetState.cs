using LoadLab.Engine.Http.Transports;

namespace LoadLab.Engine.Http.Loops;

/// <summary>What one loop knows of one target.</summary>
internal sealed class TargetState(int index, ConnectTarget address)
{
    /// <summary>Virtual users wait this long after a first failure to connect; each further one doubles it.</summary>
    public const long FirstBackOffNs = 10_000_000;

    public const long LongestBackOffNs = 1_000_000_000;

    private long _backOffNs;

    public int Index { get; } = index;

    public ConnectTarget Address { get; } = address;

    /// <summary>Connections kept alive and not in use; the one used last is taken first.</summary>
    public ConnectionList Idle { get; } = new();

    /// <summary>Virtual users do not try before; 0 while connecting works.</summary>
    public long RetryAtNs { get; private set; }

    public void OnConnected()
    {
        _backOffNs = 0;
        RetryAtNs = 0;
    }

    /// <summary>Many users may fail together: the wait grows once for each time it was waited out, not once for each user.</summary>
    public void OnConnectFailed(long nowNs)
    {
        if (nowNs < RetryAtNs)
        {
            return;
        }

        _backOffNs = Math.Clamp(2 * _backOffNs, FirstBackOffNs, LongestBackOffNs);
        RetryAtNs = nowNs + _backOffNs;
    }
}
