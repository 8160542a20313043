namespace LoadLab.Harness.Analysis;

/// <summary>Figures as a reader sees them: three significant digits, thousands separators, a unit, and the interval where there is one.</summary>
public static class Quantity
{
    private const int SignificantDigits = 3;

    private const int MostDecimals = 6;

    /// <summary>A number with three significant digits, never fewer than its whole part: <c>12,346</c>, <c>12.3</c>, <c>0.0123</c>.</summary>
    public static string Number(double value) => Format(value, Decimals(value, SignificantDigits));

    /// <summary><c>1,234 ± 57</c>; the interval has two significant digits and the mean as many decimals. Without repeats only the mean.</summary>
    public static string WithInterval(Estimate estimate) => WithInterval(estimate, 1);

    public static string Rate(Estimate estimate) => $"{WithInterval(estimate)} requests/s";

    public static string Rate(double perSecond) => $"{Number(perSecond)} requests/s";

    public static string Milliseconds(Estimate estimate) => $"{WithInterval(estimate)} ms";

    public static string Milliseconds(double milliseconds) => $"{Number(milliseconds)} ms";

    /// <summary>A time in the unit that fits it, and its sign where it is negative: <c>12.3 µs</c>, <c>−4.56 ms</c>, <c>1,234 s</c>.</summary>
    public static string Seconds(double seconds)
    {
        var sign = seconds < 0 ? "−" : "";
        return Math.Abs(seconds) switch
        {
            0 => "0 s",
            < 1e-3 => $"{sign}{Number(Math.Abs(seconds) * 1e6)} µs",
            < 1 => $"{sign}{Number(Math.Abs(seconds) * 1e3)} ms",
            _ => $"{sign}{Number(Math.Abs(seconds))} s",
        };
    }

    /// <summary>A number that was given, not measured: all its digits and no more, <c>0.5</c>, <c>1,000</c>.</summary>
    public static string Exact(double value) => value.ToString("#,0.######");

    /// <summary>A share of 0 to 1 as <c>12.3 %</c>.</summary>
    public static string Percent(double share) => $"{PercentNumber(share)} %";

    public static string Percent(Estimate share) => $"{PercentNumber(share)} %";

    /// <summary>A share of 0 to 1 in percent, without its sign; exactly 0 reads <c>0</c>, whatever the interval.</summary>
    public static string PercentNumber(Estimate share) => share.Mean == 0 ? "0" : WithInterval(share, 100);

    public static string PercentNumber(double share) => share is > 0 and < 0.000_01 ? "<0.001" : Number(share * 100);

    /// <summary>A share of 0 to 1 without decimals, for words: <c>83 %</c>. Neither nothing nor all unless it is.</summary>
    public static string WholePercent(double share) => share switch
    {
        > 0 and < 0.005 => "<1 %",
        >= 0.995 and < 1 => ">99 %",
        _ => $"{Format(share * 100, 0)} %",
    };

    public static string Money(Estimate estimate, string currency) => $"{WithInterval(estimate)} {currency}";

    /// <summary>Bytes in binary multiples: <c>512 MiB</c>, <c>1.5 GiB</c>.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        >= 1L << 30 => $"{Number(bytes / (1L << 30))} GiB",
        >= 1L << 20 => $"{Number(bytes / (1L << 20))} MiB",
        >= 1L << 10 => $"{Number(bytes / (1L << 10))} KiB",
        _ => $"{Number(bytes)} B",
    };

    public static string Cores(double cores) => cores == 1 ? "1 CPU" : $"{Exact(cores)} CPUs";

    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count:N0} {noun}s";

    /// <summary>The same in another unit, such as percent of a share with 100.</summary>
    public static string WithInterval(Estimate estimate, double scale)
    {
        var mean = estimate.Mean * scale;
        if (estimate.HalfWidth * scale is not { } half || (mean == 0 && half == 0))
        {
            return Number(mean);
        }

        // An interval far narrower than the mean would ask for digits that nobody reads.
        var decimals = half > 0 ? Math.Min(Decimals(half, 2), Decimals(mean, 4)) : Decimals(mean, SignificantDigits);
        return $"{Format(mean, decimals)} ± {Format(half, decimals)}";
    }

    private static int Decimals(double value, int significant)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return 0;
        }

        // Of the rounded number: 9.999 is 10.0, which has one decimal less. Scientific notation ends in that exponent.
        var rounded = value.ToString($"E{significant - 1}");
        var magnitude = int.Parse(rounded[(rounded.IndexOf('E') + 1)..]);
        return Math.Clamp(significant - 1 - magnitude, 0, MostDecimals);
    }

    private static string Format(double value, int decimals) => value.ToString($"N{decimals}");
}
