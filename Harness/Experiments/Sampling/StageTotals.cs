using System.Globalization;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>Time per stage that a target has reported so far, from its Prometheus text.</summary>
/// <param name="Stages">By stage: seconds in all, and requests.</param>
/// <param name="ProcessStart">The target's <c>process_start_time_seconds</c>, by which a restart is noticed; null where it tells none.</param>
internal sealed record StageTotals(IReadOnlyDictionary<string, (double Seconds, double Count)> Stages, double? ProcessStart)
{
    private const string SumSuffix = "_stage_seconds_sum";
    private const string CountSuffix = "_stage_seconds_count";

    /// <summary>Reads the text format 0.0.4: sums and counts of every <c>*_stage_seconds</c> histogram with a <c>stage</c> label.</summary>
    public static StageTotals Parse(string text)
    {
        var stages = new Dictionary<string, (double Seconds, double Count)>();
        double? start = null;
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var name = line[..(line.IndexOfAny(['{', ' ']) is var end and >= 0 ? end : line.Length)];
            if (name == "process_start_time_seconds")
            {
                start = ValueOf(line);
            }
            else if ((name.EndsWith(SumSuffix, StringComparison.Ordinal) || name.EndsWith(CountSuffix, StringComparison.Ordinal))
                && StageOf(line) is { } stage && ValueOf(line) is { } value)
            {
                var (seconds, count) = stages.GetValueOrDefault(stage);
                stages[stage] = name.EndsWith(SumSuffix, StringComparison.Ordinal) ? (seconds + value, count) : (seconds, count + value);
            }
        }

        return new StageTotals(stages, start);
    }

    private static string? StageOf(string line)
    {
        const string Label = "stage=\"";
        var start = line.IndexOf(Label, StringComparison.Ordinal);
        var end = start < 0 ? -1 : line.IndexOf('"', start + Label.Length);
        return end < 0 ? null : line[(start + Label.Length)..end];
    }

    // name{labels} value [timestamp]
    private static double? ValueOf(string line)
    {
        var rest = line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var text = line.Contains('}', StringComparison.Ordinal) ? rest.FirstOrDefault() : rest.ElementAtOrDefault(1);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
