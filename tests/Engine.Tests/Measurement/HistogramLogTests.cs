using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Tests.Measurement;

public sealed class HistogramLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    private static readonly string Foreign = Path.Combine(AppContext.BaseDirectory, "Measurement", "Golden", "hdr-histogram-js-3.0.1.hlog");

    [Theory]
    [InlineData("ok.response", 2000, 51495192.576, 122688182.28713067, new long[] { 5361663, 148373503, 289931263, 614989823, 1091567615, 1304428543 })]
    [InlineData("ok.service", 2000, 1854074557.948, 80482939241.7092, new long[] { 5353471, 156762111, 301727743, 665321471, 1152385023, 3601330077695 })]
    [InlineData("failed.response", 400, 49162365.52, 102926584.81239742, new long[] { 6008831, 152829951, 255721471, 488636415, 716177407, 716177407 })]
    public void Read_LogOfAnotherTool_GivesThatToolsFigures(string tag, long count, double mean, double deviation, long[] percentiles)
    {
        using var input = File.OpenText(Foreign);
        var log = HistogramLogReader.Read(input);
        var histogram = log.Sum(tag);

        Assert.False(log.LastLineTorn);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1441812279474), log.StartedAt);
        Assert.Equal(count, histogram.Count);
        Assert.Equal(mean, histogram.MeanNs, mean * 1e-12);
        Assert.Equal(deviation, histogram.StdDevNs, deviation * 1e-12);
        Assert.Equal(percentiles, new[] { 50, 90, 95, 99, 99.9, 100 }.Select(histogram.ValueAtPercentile));
    }

    [Fact]
    public void Write_Intervals_ReadBackAsTheirSums()
    {
        using var text = new StringWriter();
        var writer = new HistogramLogWriter(text, Start);
        writer.Write(Interval(-1, [77], [78], isWarmUp: true));
        writer.Write(Interval(0, [1_000_000, 2_000_000], []));
        writer.Write(Interval(1, [3_000_000], [9_000_000]) with { Timings = Timings([100], [200, 300], []) });

        var log = HistogramLogReader.Read(new StringReader(text.ToString()));

        Assert.Equal(Start, log.StartedAt);
        Assert.Equal(8, log.Lines);
        Assert.True(LatencyHistogramTests.AreEqual(LatencyHistogramTests.HistogramOf([1_000_000, 2_000_000, 3_000_000]), log.Sum(HistogramTags.OkResponse)));
        Assert.True(LatencyHistogramTests.AreEqual(LatencyHistogramTests.HistogramOf([500_000, 1_000_000, 1_500_000]), log.Sum(HistogramTags.OkService)));
        Assert.True(LatencyHistogramTests.AreEqual(LatencyHistogramTests.HistogramOf([9_000_000]), log.Sum(HistogramTags.FailedResponse)));
        Assert.Equal((1, 2, 0), (log.Sum("connect").Count, log.Sum("blocked").Count, log.Sum("ok.first_byte").Count));
        Assert.Equal(0, log.Sum("no such tag").Count);
    }

    [Fact]
    public void Write_OneInterval_LooksAsTheFormatSays()
    {
        using var text = new StringWriter();
        var writer = new HistogramLogWriter(text, Start);
        writer.Write("a", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1), LatencyHistogramTests.HistogramOf([2_000_000]));

        var lines = text.ToString().Split('\n');

        Assert.Equal("#[Histogram log format version 1.3]", lines[1]);
        Assert.Equal("#[StartTime: 1772366400.250 (seconds since epoch), 2026-03-01T12:00:00.250Z]", lines[2]);
        Assert.Equal("#[BaseTime: 1772366400.250 (seconds since epoch)]", lines[3]);
        Assert.Equal("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"", lines[4]);
        Assert.StartsWith("Tag=a,1.500,1.000,2.001,HISTFAAAA", lines[5]);
        Assert.Equal("", lines[6]);
    }

    [Fact]
    public void Write_EachInterval_HasReachedTheStreamWhenItReturns()
    {
        using var stream = new MemoryStream();
        using var writer = new HistogramLogWriter(new StreamWriter(stream), Start);
        var before = stream.Length;

        writer.Write(Interval(0, [1_000_000], []));

        Assert.True(before > 0);
        Assert.True(stream.Length > before);
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void Write_TagThatBreaksTheLine_IsRefused(string tag)
    {
        using var text = new StringWriter();
        var writer = new HistogramLogWriter(text, Start);

        Assert.Throws<ArgumentException>(() => writer.Write(tag, TimeSpan.Zero, TimeSpan.FromSeconds(1), new LatencyHistogram()));
    }

    [Fact]
    public void Read_LogCutAnywhere_KeepsEveryWholeLineAndSaysSo()
    {
        var text = File.ReadAllText(Foreign);
        // Every place near the end of a line, and places all over the log.
        foreach (var length in Enumerable.Range(0, text.Length).Where(at => at % 29 == 0 || text.AsSpan(at, Math.Min(4, text.Length - at)).Contains('\n')))
        {
            var log = HistogramLogReader.Read(new StringReader(text[..length]));

            var lastLine = text[..length].Split('\n')[^1];
            var wholeLines = text[..length].Split('\n')[..^1].Count(line => line.StartsWith("Tag=", StringComparison.Ordinal));
            // Only the line feed missing, or a torn comment: nothing is lost.
            var lacksOnlyLineFeed = lastLine.StartsWith("Tag=", StringComparison.Ordinal) && text[length] == '\n';
            Assert.Equal(wholeLines + (lacksOnlyLineFeed ? 1 : 0), log.Lines);
            Assert.True(log.LastLineTorn || lacksOnlyLineFeed || lastLine.Length == 0 || lastLine[0] is '#' or '"');
        }
    }

    [Theory]
    [InlineData("1.0,1.0,2.0\n", "Line 1: A histogram line has four fields")]
    [InlineData("#[x]\n1.0,1.0,2.0,!!!\n", "Line 2: The histogram is not base64 text")]
    [InlineData("one,1.0,2.0,HISTFAAA\n", "Line 1: The start is not a number: 'one'")]
    [InlineData("1.0,-1,2.0,HISTFAAA\n", "Line 1: The length is out of range")]
    [InlineData("1.0,1,2.0,HISTEwAA\n", "Line 1: The compressed histogram ends within its header")]
    [InlineData("1.0,1,2.0,AAAAAAAAAAAAAAAA\n", "Line 1: 0x00000000 does not begin")]
    [InlineData("#[StartTime: 1e300 (seconds)]\n", "Line 1: The start time is out of range")]
    public void Read_BrokenLine_SaysWhichAndWhy(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<HistogramFormatException>(() => HistogramLogReader.Read(new StringReader(text))).Message);

    [Fact]
    public void Read_EndlessLine_IsRefused() =>
        Assert.Throws<HistogramFormatException>(() => HistogramLogReader.Read(new StringReader(new string('x', 2 << 20))));

    private static ConnectionTimings Timings(long[] connect, long[] blocked, long[] firstByte) => new(
        LatencyHistogramTests.HistogramOf(connect), LatencyHistogramTests.HistogramOf(blocked), LatencyHistogramTests.HistogramOf(firstByte));

    private static IntervalResult Interval(int index, long[] ok, long[] failed, bool isWarmUp = false) => new()
    {
        Index = index,
        Start = TimeSpan.FromSeconds(index),
        Length = TimeSpan.FromSeconds(1),
        IsWarmUp = isWarmUp,
        Counts = new RequestCounts { Ok = ok.Length, Failed = failed.Length },
        Ok = Both(ok),
        Failed = Both(failed),
        InFlight = 0,
        Users = 0,
        Connections = 0,
    };

    private static Latencies Both(long[] responses) => new(
        LatencyHistogramTests.HistogramOf(responses),
        LatencyHistogramTests.HistogramOf(responses.Select(response => response / 2)));
}
