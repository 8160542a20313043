using System.Globalization;

namespace LoadLab.Harness.Cli;

/// <summary>Figures as a terminal shows them.</summary>
internal static class Quantity
{
    /// <summary>A latency in the unit that suits it; a dash for none.</summary>
    public static string Latency(double? ms) => ms switch
    {
        null => "–",
        < 0.9995 => Text($"{ms * 1000:0} µs"),
        < 10 => Text($"{ms:0.00} ms"),
        < 100 => Text($"{ms:0.0} ms"),
        < 10_000 => Text($"{ms:0} ms"),
        _ => Text($"{ms / 1000:0.0} s"),
    };

    /// <summary>Bytes in decimal units.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        < 1e3 => Text($"{bytes:0} B"),
        < 1e6 => Text($"{bytes / 1e3:0.0} kB"),
        < 1e9 => Text($"{bytes / 1e6:0.0} MB"),
        _ => Text($"{bytes / 1e9:0.00} GB"),
    };

    /// <summary>A rate with digits enough to compare by.</summary>
    public static string Rate(double perSecond) => perSecond < 100 ? Text($"{perSecond:0.0}") : Text($"{perSecond:#,0}");

    /// <summary>A share, 0 to 1, as per cent.</summary>
    public static string Share(double share) => Text($"{share:0.00%}");

    /// <summary>A number of things: <c>1 trial</c>, <c>12 trials</c>.</summary>
    public static string Count(int count, string noun) => Text($"{count:#,0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>A length of time in whole seconds.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => Text($"{(int)time.TotalHours} h {time.Minutes} min"),
        { TotalMinutes: >= 1 } => Text($"{time.Minutes} min {time.Seconds} s"),
        _ => Text($"{Math.Ceiling(time.TotalSeconds):0} s"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
