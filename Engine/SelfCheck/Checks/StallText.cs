namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>The stalls of the worst loop, and what to do, in words.</summary>
internal static class StallText
{
    public static string Describe(LoadResult result)
    {
        var worst = result.Generator.Loops.MaxBy(loop => loop.StalledShare);
        if (worst is null)
        {
            return "Keep other work off the generator's processors.";
        }

        var waited = worst.RunDelayShare is { } share ? $", waiting for a processor for {share:0.0%} of the time" : "";
        return $"Its worst loop stalled {worst.Stalls:#,0} times, {worst.LongestStall.TotalMilliseconds:0.0} ms at longest{waited}: keep other work off the generator's processors.";
    }
}
