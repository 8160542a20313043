namespace LoadLab.Engine.Tests.Http;

/// <summary>Cancels once some requests were answered: however slowly the run began, there is something to cancel.</summary>
internal sealed class CancellingObserver(CancellationTokenSource cancel, int afterIntervals) : ILoadObserver
{
    private int _seen;

    public void OnInterval(IntervalResult interval)
    {
        if (interval.Counts.Ok > 0 && ++_seen == afterIntervals)
        {
            cancel.Cancel();
        }
    }
}
