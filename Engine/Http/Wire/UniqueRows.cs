namespace LoadLab.Engine.Http.Wire;

/// <summary>Deals the rows of one unique feed, each once, to whichever loop asks. The one thing that loops share while they send, for such feeds alone.</summary>
/// <remarks>Dealt beforehand, a loop with more users than another would stand without a row while that other had some left.</remarks>
internal sealed class UniqueRows(int rows, FeedShare share)
{
    private long _taken = -1;

    /// <summary>Index of a row that nobody had; −1 where there is none left.</summary>
    public int Take()
    {
        var row = (Interlocked.Increment(ref _taken) * share.Count) + share.Index;
        return row < rows ? (int)row : -1;
    }
}
