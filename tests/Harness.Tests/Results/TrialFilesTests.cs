using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Results;

public sealed class TrialFilesTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ReportFolder _folder;
    private readonly string _trial;

    public TrialFilesTests()
    {
        _folder = ReportFolder.Create(_temporary["report"], SampleResults.Profile, SampleResults.Environment);
        _trial = _folder.BeginTrial("c01-r1");
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void OnInterval_WriterNeverClosed_AllIntervalsCanBeRead()
    {
        var writer = new TrialFileWriter(_trial, SampleResults.Environment.StartedAt);
        writer.OnInterval(SampleResults.Interval(-1, 99_000_000));
        writer.OnInterval(SampleResults.Interval(0, 1_000_000, 3_000_000));
        writer.OnInterval(SampleResults.Interval(1) with { IsDrain = true });

        var rows = _folder.ReadIntervals("c01-r1");
        var responses = _folder.ReadResponseTimes("c01-r1");
        writer.Complete();
        writer.Dispose();

        Assert.Equal([true, false, false], rows.Select(row => row.WarmUp));
        Assert.Equal([false, false, true], rows.Select(row => row.Drain));
        Assert.Equal(IntervalRow.From(SampleResults.Interval(0, 1_000_000, 3_000_000)), rows[1]);
        Assert.Null(rows[2].P99Ms);
        Assert.Equal(2, responses.Count);
        Assert.Equal(3.0, responses.MaxNs / 1e6, 0.01);
    }

    [Fact]
    public void Header_OfIntervals_IsFrozen()
    {
        using (new TrialFileWriter(_trial, SampleResults.Environment.StartedAt)) { }

        Assert.Equal(
            "index,start_s,length_s,warm_up,drain,planned,sent,ok,failed,missed,in_flight,users,connections,sent_bytes,received_bytes,"
                + "p50_ms,p90_ms,p95_ms,p99_ms,max_ms,service_p99_ms,first_byte_p99_ms,connects,connect_p99_ms,blocked,blocked_p99_ms,generator_stalled_ms,generator_longest_stall_ms,generator_run_delay_ms,generator_gc_pause_ms\n",
            File.ReadAllText(Path.Combine(_trial, "intervals.csv")));
    }

    [Fact]
    public void ReadIntervals_ColumnsOfTheFirstFormat_CanStillBeRead()
    {
        File.WriteAllText(
            Path.Combine(_trial, "intervals.csv"),
            "index,start_s,length_s,warm_up,drain,planned,sent,ok,failed,missed,in_flight,users,connections,sent_bytes,received_bytes,"
                + "p50_ms,p90_ms,p95_ms,p99_ms,max_ms,service_p99_ms\n0,0,1,false,false,9,9,8,1,0,2,3,4,5,6,1.5,2,3,4,5,6.5\n");

        var row = Assert.Single(_folder.ReadIntervals("c01-r1"));

        Assert.Equal((6.5, null, null), (row.ServiceP99Ms, row.Connects, row.BlockedP99Ms));
    }

    [Fact]
    public void ReadTarget_RowsAppended_ComeBackEqual()
    {
        TargetRow[] rows =
        [
            new() { TimeSeconds = -0.5, Replica = 0, Cores = 0.1 + 0.2, MemoryBytes = 1L << 40, ThrottledShare = 1.0 / 3 },
            new() { TimeSeconds = 1, Replica = 1, Cores = 0, MemoryBytes = 0, ReceivedBytesPerSecond = 2.0 / 3, SentBytesPerSecond = 5, OomKills = 7 },
        ];
        using (var writer = new TargetFileWriter(_trial))
        {
            Array.ForEach(rows, writer.Append);
        }

        Assert.Equal(rows, _folder.ReadTarget("c01-r1"));
        Assert.StartsWith("time_s,replica,cpu_cores,memory_bytes,throttled_share,received_bytes_per_s,sent_bytes_per_s,oom_kills\n", File.ReadAllText(Path.Combine(_trial, "target.csv")));
    }

    [Fact]
    public void ReadTarget_ColumnsOfTheFirstFormat_CanStillBeRead()
    {
        File.WriteAllText(Path.Combine(_trial, "target.csv"), "time_s,replica,cpu_cores,memory_bytes,throttled_share\n1,0,0.5,7,0.25\n");

        Assert.Equal(new TargetRow { TimeSeconds = 1, Replica = 0, Cores = 0.5, MemoryBytes = 7, ThrottledShare = 0.25 }, Assert.Single(_folder.ReadTarget("c01-r1")));
    }

    [Fact]
    public void ReadTarget_LastLineCutOff_IsLeftOut()
    {
        File.WriteAllText(Path.Combine(_trial, "target.csv"), "time_s,replica,cpu_cores,memory_bytes,throttled_share\n1,0,0.5,7,\n2,0,0.");

        Assert.Equal(1, Assert.Single(_folder.ReadTarget("c01-r1")).TimeSeconds);
    }

    [Fact]
    public void ReadTarget_LineDamaged_NamesFileAndLine()
    {
        File.WriteAllText(Path.Combine(_trial, "target.csv"), "time_s,replica,cpu_cores,memory_bytes,throttled_share\n1,0,0.5,7,\n2,zero,0.5,7,\n");

        var error = Assert.Throws<UserErrorException>(() => _folder.ReadTarget("c01-r1"));

        Assert.Contains("target.csv is damaged at line 3", error.Message);
    }

    [Fact]
    public void Read_NoFiles_GivesEmptySeries()
    {
        Assert.Empty(_folder.ReadIntervals("c01-r1"));
        Assert.Empty(_folder.ReadTarget("c01-r1"));
        Assert.Equal(0, _folder.ReadResponseTimes("c01-r1").Count);
    }

    [Fact]
    public void ReadResponseTimes_DamagedLog_NamesTheFile()
    {
        File.WriteAllText(Path.Combine(_trial, "latency.hlog"), "nonsense\n");

        Assert.Contains("latency.hlog is damaged", Assert.Throws<UserErrorException>(() => _folder.ReadResponseTimes("c01-r1")).Message);
    }

    [Fact]
    public void Constructor_FolderGone_SaysThatItCannotBeWritten() =>
        Assert.Equal(
            ExitCode.ReportFolder,
            Assert.Throws<UserErrorException>(() => new TrialFileWriter(_temporary["gone"], default)).ExitCode);
}
