namespace LoadLab.TargetApi.Workers;

/// <summary>How long to wait before a dead worker is replaced: 100 ms, doubled each time up to 5 s, and forgotten once a worker has lived for 10 s.</summary>
internal sealed class RestartDelay
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private TimeSpan _next = First;

    /// <param name="lifetime">How long the dead worker lived.</param>
    public TimeSpan Next(TimeSpan lifetime)
    {
        if (lifetime >= Settled)
        {
            _next = First;
        }

        TimeSpan delay = _next;
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return delay;
    }
}
