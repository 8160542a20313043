using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http;

/// <summary>
/// The part of one load that one of several generators makes: every <paramref name="Count"/>-th arrival, user, iteration and row. The shares
/// 0 to <paramref name="Count"/> − 1 add up to the load at every moment, however many loops each generator has.
/// </summary>
/// <param name="Index">0, 1, 2… among the generators.</param>
/// <param name="Count">How many there are.</param>
public sealed record LoadShare(int Index, int Count)
{
    /// <summary>One generator alone.</summary>
    public static LoadShare Whole { get; } = new(0, 1);

    /// <summary>Of a generator that makes no load, or not yet, or no more.</summary>
    public static LoadShare None { get; } = new(0, 0);

    /// <summary>What is wrong with it; null where nothing is.</summary>
    internal string? Problem => this == None || (Index >= 0 && Index < Count)
        ? null
        : $"share {Index} of {Count} is none; give an index from 0 to the count - 1.";

    /// <summary>One loop's part of it.</summary>
    internal DealtShare OfLoop(int loop, int loops) => Dealt.Part(loop, loops);

    internal DealtShare Dealt => Count == 0 ? DealtShare.None : new DealtShare(Index, Count);
}
