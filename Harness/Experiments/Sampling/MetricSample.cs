using System.Globalization;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>One line of Prometheus text (format 0.0.4): <c>name{labels} value [timestamp]</c>.</summary>
/// <param name="Name">Of the series, with its suffix such as <c>_sum</c>.</param>
/// <param name="Line">The whole line, which holds the labels.</param>
/// <param name="Value">As a number.</param>
internal readonly record struct MetricSample(string Name, string Line, double Value)
{
    /// <summary>All lines that hold a number; comments and what cannot be read are left out.</summary>
    public static IEnumerable<MetricSample> Parse(string text) =>
        text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(ParseLine).OfType<MetricSample>();

    public string? Label(string name)
    {
        var label = name + "=\"";
        var start = Line.IndexOf(label, StringComparison.Ordinal);
        var end = start < 0 ? -1 : Line.IndexOf('"', start + label.Length);
        return end < 0 ? null : Line[(start + label.Length)..end];
    }

    private static MetricSample? ParseLine(string line)
    {
        var name = line[..(line.IndexOfAny(['{', ' ']) is var end and >= 0 ? end : line.Length)];
        var rest = line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var text = line.Contains('}', StringComparison.Ordinal) ? rest.FirstOrDefault() : rest.ElementAtOrDefault(1);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? new MetricSample(name, line, value) : null;
    }
}
