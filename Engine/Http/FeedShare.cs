namespace LoadLab.Engine.Http;

/// <summary>The part of every feed that one of several generators uses, where these make one load together: every <paramref name="Count"/>-th row.</summary>
/// <param name="Index">0, 1, 2… among the generators.</param>
/// <param name="Count">How many there are; each with equally many loops.</param>
public sealed record FeedShare(int Index, int Count)
{
    /// <summary>One generator alone.</summary>
    public static FeedShare Whole { get; } = new(0, 1);
}
