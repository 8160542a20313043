using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LoadLab.Benchmarks.Clients;

/// <summary>Figures in the text that a tool prints.</summary>
internal static class ToolText
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>The first group of the first match.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static string Require(string text, string pattern) =>
        Find(text, pattern) ?? throw new FormatException($"no '{pattern}' in what it printed");

    /// <summary>The first group of the first match; null where there is none.</summary>
    public static string? Find(string text, string pattern) =>
        Regex.Match(text, pattern, RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value : null;

    public static long Whole(string text, string pattern) => long.Parse(Require(text, pattern), CultureInfo.InvariantCulture);

    /// <summary>A duration with its unit, such as <c>85.00us</c>, in milliseconds; null where the pattern is not found.</summary>
    public static double? Milliseconds(string text, string pattern) => Find(text, pattern) is { } found ? Milliseconds(found) : null;

    private static double Milliseconds(string duration)
    {
        var unitAt = duration.AsSpan().IndexOfAnyExcept(Digits);
        return double.Parse(duration[..unitAt], CultureInfo.InvariantCulture) * duration[unitAt..].Trim() switch
        {
            "us" => 1e-3,
            "ms" => 1,
            "s" or "secs" => 1e3,
            "m" => 60e3,
            var unit => throw new FormatException($"'{unit}' is not a known unit of time"),
        };
    }
}
