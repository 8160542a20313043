namespace LoadLab.Engine.SelfCheck;

/// <summary>Sums over the stalls of one stretch of time, and the time its thread waited for a processor.</summary>
/// <param name="Count">Stalls.</param>
/// <param name="StalledNs">Their lengths together.</param>
/// <param name="LongestNs">The longest of them.</param>
/// <param name="RunDelayNs">Time waited for a processor, short waits included; null where the system does not tell.</param>
internal readonly record struct StallTally(long Count, long StalledNs, long LongestNs, long? RunDelayNs)
{
    public StallTally With(long stallNs) => this with { Count = Count + 1, StalledNs = StalledNs + stallNs, LongestNs = Math.Max(LongestNs, stallNs) };

    public StallTally Delayed(long runDelayNs) => this with { RunDelayNs = (RunDelayNs ?? 0) + runDelayNs };

    /// <summary>The worse of two loops in the same stretch, figure by figure.</summary>
    public static StallTally Worse(StallTally one, StallTally other) => new(
        Math.Max(one.Count, other.Count),
        Math.Max(one.StalledNs, other.StalledNs),
        Math.Max(one.LongestNs, other.LongestNs),
        one.RunDelayNs is { } a && other.RunDelayNs is { } b ? Math.Max(a, b) : one.RunDelayNs ?? other.RunDelayNs);
}
