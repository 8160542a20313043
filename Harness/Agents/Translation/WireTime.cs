namespace LoadLab.Harness.Agents.Translation;

/// <summary>Times as the wire and the monotonic clock count them, in ns, and as the rest of the program does.</summary>
internal static class WireTime
{
    public static long Ns(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>In whole ticks of 100 ns, towards zero.</summary>
    public static TimeSpan Span(long ns) => TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick);
}
