using System.Globalization;

namespace LoadLab.Harness.Profiles.Values;

/// <summary>Durations: <c>10s</c>, <c>500ms</c>, <c>2m</c>.</summary>
internal static class DurationText
{
    private const string Units = "ns, us, ms, s, m, h";

    public static Parsed<TimeSpan> Read(string text)
    {
        if (!QuantityText.TrySplit(text, out var number, out var unit))
        {
            return Parsed<TimeSpan>.Wrong($"'{text}' is not a time: write one number with its unit, such as 10s, 500ms or 2m");
        }

        if (unit.Length == 0)
        {
            return number == 0 ? TimeSpan.Zero : Parsed<TimeSpan>.Wrong($"'{text}' has no unit: write {number}s, 500ms or 2m");
        }

        return TicksPer(unit) is not { } ticks
            ? Parsed<TimeSpan>.Wrong($"'{text}' has an unknown unit '{unit}': the units are {Units}")
            : ToTime(text, number, ticks);
    }

    /// <summary>The shortest way to write a time that reads back the same.</summary>
    public static string Write(TimeSpan time)
    {
        (string Unit, decimal Ticks)[] units = [("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond)];
        foreach (var (unit, ticks) in units)
        {
            if (time.Ticks % ticks == 0 && time.Ticks != 0)
            {
                return (time.Ticks / ticks).ToString(CultureInfo.InvariantCulture) + unit;
            }
        }

        return time.Ticks == 0 ? "0s" : (time.Ticks / (decimal)TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture) + "us";
    }

    private static Parsed<TimeSpan> ToTime(string text, decimal number, decimal ticksPerUnit)
    {
        if (number < 0)
        {
            return Parsed<TimeSpan>.Wrong($"'{text}' is negative: a time is 0s or more");
        }

        if (number > TimeSpan.MaxValue.Ticks / ticksPerUnit)
        {
            return Parsed<TimeSpan>.Wrong($"'{text}' is too long");
        }

        var ticks = number * ticksPerUnit;
        return ticks == Math.Truncate(ticks)
            ? TimeSpan.FromTicks((long)ticks)
            : Parsed<TimeSpan>.Wrong($"'{text}' is finer than the 100 ns that times are kept in");
    }

    private static decimal? TicksPer(string unit) => unit switch
    {
        "ns" => 0.01m,
        "us" or "µs" or "μs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        _ => null,
    };
}
