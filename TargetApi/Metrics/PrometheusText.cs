using System.Globalization;
using System.Text;

namespace LoadLab.TargetApi.Metrics;

/// <summary>Writes the Prometheus text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new(16 * 1024);

    public void Family(string name, string type, string help) =>
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <param name="name">Metric name.</param>
    /// <param name="labels">As in <c>endpoint="predict",method="POST"</c>; empty for none. Values must need no escaping, or be escaped.</param>
    /// <param name="value">The sample.</param>
    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <param name="name">Metric name without suffix.</param>
    /// <param name="labels">Labels of the series.</param>
    /// <param name="histogram">Buckets and sum as <see cref="CounterLayout.HistogramSize"/> lays them out.</param>
    public void Histogram(string name, string labels, ReadOnlySpan<long> histogram)
    {
        long total = 0;
        string before = labels.Length > 0 ? labels + "," : "";
        for (int i = 0; i < DurationBuckets.Count; i++)
        {
            total += histogram[i];
            string bound = i < DurationBuckets.Count - 1 ? Seconds(DurationBuckets.UpperBoundsNs[i]) : "+Inf";
            Sample(name + "_bucket", $"{before}le=\"{bound}\"", total);
        }

        Sample(name + "_sum", labels, histogram[DurationBuckets.Count] / 1e9);
        Sample(name + "_count", labels, total);
    }

    /// <param name="name">Metric name without suffix.</param>
    /// <param name="histogram">As many buckets as <see cref="BatchSizeBuckets"/> has, and the sum.</param>
    public void Sizes(string name, ReadOnlySpan<long> histogram)
    {
        long total = 0;
        for (int i = 0; i < BatchSizeBuckets.Count; i++)
        {
            total += histogram[i];
            Sample(name + "_bucket", $"le=\"{BatchSizeBuckets.UpperBound(i)}\"", total);
        }

        Sample(name + "_bucket", "le=\"+Inf\"", total);
        Sample(name + "_sum", "", histogram[BatchSizeBuckets.Count]);
        Sample(name + "_count", "", total);
    }

    /// <summary>Escapes a label value.</summary>
    public static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    public override string ToString() => _text.ToString();

    private static string Seconds(long ns) => (ns / 1e9).ToString("0.#########", CultureInfo.InvariantCulture);
}
