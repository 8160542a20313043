namespace LoadLab.Engine.Measurement;

/// <summary>Writes histograms interval by interval as a standard HdrHistogram log (<c>.hlog</c>, version 1.3).</summary>
/// <remarks>Every interval reaches the operating system before the call returns, so that a killed run keeps what it measured.</remarks>
public sealed class HistogramLogWriter : IDisposable
{
    private const double NsPerMs = 1e6;

    private readonly TextWriter _output;

    /// <summary>Writes the head of the log; <paramref name="startedAt"/> labels it and is the base of the intervals' times.</summary>
    public HistogramLogWriter(TextWriter output, DateTimeOffset startedAt)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        WriteHead(startedAt.ToUniversalTime());
    }

    /// <summary>The measured latencies of one interval, each under its tag. Warm-up is not written; an empty histogram only of successes.</summary>
    public void Write(IntervalResult interval)
    {
        ArgumentNullException.ThrowIfNull(interval);
        if (interval.IsWarmUp)
        {
            return;
        }

        AppendLine(HistogramTags.OkResponse, interval, interval.Ok.Response);
        AppendLine(HistogramTags.OkService, interval, interval.Ok.Service);
        AppendUnlessEmpty(HistogramTags.FailedResponse, interval, interval.Failed.Response);
        AppendUnlessEmpty(HistogramTags.FailedService, interval, interval.Failed.Service);
        AppendUnlessEmpty(HistogramTags.Connect, interval, interval.Timings?.Connect);
        AppendUnlessEmpty(HistogramTags.Blocked, interval, interval.Timings?.Blocked);
        AppendUnlessEmpty(HistogramTags.FirstByte, interval, interval.Timings?.FirstByte);
        _output.Flush();
    }

    /// <summary>One histogram of any tag.</summary>
    /// <param name="tag">Without comma, white space or line break; empty for none.</param>
    /// <param name="start">Start of the interval, from the log's start.</param>
    /// <param name="length">Length of the interval.</param>
    /// <param name="histogram">Its samples.</param>
    /// <exception cref="ArgumentException">The tag cannot be written.</exception>
    public void Write(string tag, TimeSpan start, TimeSpan length, LatencyHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(histogram);
        if (tag.Any(letter => letter == ',' || char.IsWhiteSpace(letter) || char.IsControl(letter)))
        {
            throw new ArgumentException($"A tag has no comma, white space or control character: '{tag}'.", nameof(tag));
        }

        AppendLine(tag, start, length, histogram);
        _output.Flush();
    }

    /// <summary>Closes the output.</summary>
    public void Dispose() => _output.Dispose();

    private void WriteHead(DateTimeOffset startedAt)
    {
        var seconds = Seconds(startedAt - DateTimeOffset.UnixEpoch);
        AppendLine("#[Logged by LoadLab; values in ns, Interval_Max in ms]");
        AppendLine("#[Histogram log format version 1.3]");
        AppendLine($"#[StartTime: {seconds} (seconds since epoch), {startedAt:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}]");
        AppendLine($"#[BaseTime: {seconds} (seconds since epoch)]");
        AppendLine("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"");
        _output.Flush();
    }

    private void AppendUnlessEmpty(string tag, IntervalResult interval, LatencyHistogram? histogram)
    {
        if (histogram is { Count: > 0 })
        {
            AppendLine(tag, interval, histogram);
        }
    }

    private void AppendLine(string tag, IntervalResult interval, LatencyHistogram histogram) =>
        AppendLine(tag, interval.Start, interval.Length, histogram);

    private void AppendLine(string tag, TimeSpan start, TimeSpan length, LatencyHistogram histogram)
    {
        var label = tag.Length > 0 ? $"Tag={tag}," : "";
        var encoded = Convert.ToBase64String(HistogramEncoding.EncodeCompressed(histogram));
        AppendLine($"{label}{Seconds(start)},{Seconds(length)},{histogram.MaxNs / NsPerMs:F3},{encoded}");
    }

    /// <summary>The format's line end is one line feed on every system.</summary>
    private void AppendLine(string line)
    {
        _output.Write(line);
        _output.Write('\n');
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F3");
}
