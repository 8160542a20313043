using System.Globalization;

namespace LoadLab.Engine.Measurement;

/// <summary>Reads HdrHistogram logs (<c>.hlog</c>, versions 1.2 and 1.3, V2 compressed histograms with this product's layout).</summary>
public sealed class HistogramLogReader
{
    /// <summary>Longer than the largest histogram in base64: what is longer is no log.</summary>
    private const int LongestLine = 1 << 20;

    /// <summary>Far above any real log, and few enough that their histograms fit in memory.</summary>
    private const int MostTags = 256;

    private readonly Dictionary<string, LatencyHistogram> _sums = new(StringComparer.Ordinal);
    private DateTimeOffset? _startedAt;
    private int _lines;

    private HistogramLogReader() { }

    /// <summary>Reads to the end of <paramref name="input"/>. A last line that was cut off is left out and reported.</summary>
    /// <exception cref="HistogramFormatException">A line is neither comment, head nor histogram; the message begins with its number.</exception>
    public static HistogramLog Read(TextReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new HistogramLogReader().ReadAll(new LogLineReader(input, LongestLine));
    }

    private HistogramLog ReadAll(LogLineReader input)
    {
        var torn = false;
        for (var number = 1; !torn && input.TryRead(out var line, out var complete); number++)
        {
            torn = !TryReadLine(line, number, complete);
        }

        return new HistogramLog { StartedAt = _startedAt, Sums = _sums, Lines = _lines, LastLineTorn = torn };
    }

    /// <summary>False for a line without its end that cannot be read.</summary>
    private bool TryReadLine(string line, int number, bool complete)
    {
        try
        {
            ReadLine(line);
            return true;
        }
        catch (FormatException) when (!complete)
        {
            return false;
        }
        catch (FormatException exception)
        {
            throw new HistogramFormatException($"Line {number}: {exception.Message}", exception);
        }
    }

    private void ReadLine(string line)
    {
        if (line.StartsWith('#'))
        {
            ReadComment(line);
        }
        else if (line.Length > 0 && !line.StartsWith('"'))
        {
            ReadHistogram(line);
        }
    }

    private void ReadComment(string line)
    {
        const string Start = "#[StartTime: ";
        if (line.StartsWith(Start, StringComparison.Ordinal))
        {
            var seconds = Number(line[Start.Length..].Split(' ', ']')[0], "start time");
            // Both ends are those of DateTimeOffset.
            RequireRange(seconds, -62_135_596_800, 253_402_300_799.0, "start time");
            // The format has milliseconds; a double of seconds is a little beside them.
            _startedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));
        }
    }

    private void ReadHistogram(string line)
    {
        const string TagPrefix = "Tag=";
        var fields = line.Split(',');
        var tag = fields[0].StartsWith(TagPrefix, StringComparison.Ordinal) ? fields[0][TagPrefix.Length..] : null;
        var values = tag is null ? fields : fields[1..];
        if (values.Length != 4)
        {
            throw new FormatException("A histogram line has four fields after its tag: start, length, maximum, histogram.");
        }

        RequireRange(Number(values[0], "start"), double.MinValue, double.MaxValue, "start");
        RequireRange(Number(values[1], "length"), 0, double.MaxValue, "length");
        RequireRange(Number(values[2], "maximum"), 0, double.MaxValue, "maximum");
        var histogram = HistogramEncoding.DecodeCompressed(FromBase64(values[3]));
        AddTo(SumOf(tag ?? ""), histogram);
        _lines++;
    }

    private LatencyHistogram SumOf(string tag)
    {
        if (!_sums.TryGetValue(tag, out var sum))
        {
            if (_sums.Count == MostTags)
            {
                throw new FormatException($"The log has more than {MostTags} different tags.");
            }

            _sums.Add(tag, sum = new LatencyHistogram());
        }

        return sum;
    }

    private static void AddTo(LatencyHistogram sum, LatencyHistogram histogram)
    {
        if (histogram.Count > long.MaxValue - sum.Count)
        {
            throw new FormatException("The log's counts add up to more than 2^63-1.");
        }

        sum.Add(histogram);
    }

    private static byte[] FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException exception)
        {
            throw new HistogramFormatException("The histogram is not base64 text.", exception);
        }
    }

    private static double Number(string text, string name) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"The {name} is not a number: '{text}'.");

    private static void RequireRange(double number, double lowest, double highest, string name)
    {
        if (!(number >= lowest && number <= highest))
        {
            throw new FormatException($"The {name} is out of range: {number}.");
        }
    }
}
