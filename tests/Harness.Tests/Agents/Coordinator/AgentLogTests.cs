using System.Buffers.Binary;
using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Cli;
using LoadLab.Harness.Tests.Experiments;
using LoadLab.Harness.Tests.Results;

namespace LoadLab.Harness.Tests.Agents.Coordinator;

/// <summary>Kept intervals, whole and damaged.</summary>
public sealed class AgentLogTests : IDisposable
{
    private const int Kept = 4;

    private static readonly Guid Run = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AsWritten_HoldsEveryInterval()
    {
        Write(_folder.Path, "a");

        var log = AgentLog.Read(AgentLog.PathOf(_folder.Path, "a"));

        Assert.Equal(("a", Kept), (log.Agent, log.Intervals.Count));
        Assert.Equal(["a"], AgentLog.AgentsIn(_folder.Path));
        Assert.Equal(1 + 2 + 3 + 4, log.Sum(Kept, ["GET /"]).ToResult(default).Counts.Ok);
        Assert.Equal(1 + 2, log.Sum(2, ["GET /"]).ToResult(default).Counts.Ok);
    }

    [Fact]
    public void Read_AnyByteAltered_IsTold()
    {
        Write(_folder.Path, "a");
        var path = AgentLog.PathOf(_folder.Path, "a");
        var bytes = File.ReadAllBytes(path);

        for (var at = 0; at < bytes.Length; at += 7)
        {
            var altered = bytes.ToArray();
            altered[at] ^= 0x10;
            File.WriteAllBytes(path, altered);

            Assert.Throws<FormatException>(() => AgentLog.Read(path));
        }
    }

    [Fact]
    public void Read_Truncated_IsToldUnlessAtTheEndOfAFrame()
    {
        Write(_folder.Path, "a");
        var path = AgentLog.PathOf(_folder.Path, "a");
        var bytes = File.ReadAllBytes(path);
        var ends = Frames(bytes).Select(frame => frame.End.Value).Append(Header(bytes)).ToHashSet();

        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            if (!ends.Contains(length))
            {
                Assert.Throws<FormatException>(() => AgentLog.Read(path));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_FrameMissingOrSwapped_IsTold(int frame)
    {
        Write(_folder.Path, "a");
        var path = AgentLog.PathOf(_folder.Path, "a");
        var bytes = File.ReadAllBytes(path);
        var (one, next) = (bytes[Frames(bytes)[frame]], bytes[Frames(bytes)[frame + 1]]);
        var (before, after) = (bytes[..Frames(bytes)[frame].Start.Value], bytes[Frames(bytes)[frame + 1].End.Value..]);

        File.WriteAllBytes(path, [.. before, .. next, .. after]);
        Assert.Throws<FormatException>(() => AgentLog.Read(path));
        File.WriteAllBytes(path, [.. before, .. next, .. one, .. after]);
        Assert.Throws<FormatException>(() => AgentLog.Read(path));
    }

    [Fact]
    public void Failures_AllAsItWas_AreNone() => Assert.Empty(AgentLogCheck.Failures(Trial("a", "b"), _folder.Path, Sum("a", "b")));

    [Fact]
    public void Failures_LastFrameMissing_IsTold()
    {
        var trial = Trial("a");
        var path = AgentLog.PathOf(_folder.Path, "a");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..Frames(bytes)[^1].Start.Value]);

        Assert.Contains("does not end with", Assert.Single(AgentLogCheck.Failures(trial, _folder.Path, Sum("a"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_FileGone_IsTold()
    {
        var trial = Trial("a", "b");
        File.Delete(AgentLog.PathOf(_folder.Path, "b"));

        Assert.Contains("b.intervals", Assert.Single(AgentLogCheck.Failures(trial, _folder.Path, Sum("a", "b"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_TrialSaysOtherwise_AreTold()
    {
        var trial = Trial("a");
        var other = trial with { Agents = trial.Agents! with { Agents = [trial.Agents.Agents[0] with { Sent = 11 }] } };

        Assert.Contains("the trial says 11", Assert.Single(AgentLogCheck.Failures(other, _folder.Path, Sum("a"))), StringComparison.Ordinal);
        Assert.Contains("or other ones", Assert.Single(AgentLogCheck.Failures(trial, _folder.Path, TestResults.Histogram(2_000_000, 10))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_DamagedIntervals_IsWrittenAndEndsWithSix()
    {
        var folder = ReportFolder.Create(Path.Combine(_folder.Path, "report"), SampleResults.Profile, SampleResults.Environment);
        var trialFolder = folder.BeginTrial("c01-r1");
        var trial = TrialIn(trialFolder, "a") with { Id = "c01-r1", ConfigurationId = "c01", Outcome = TrialOutcome.Completed };
        folder.WriteTrial(trial);
        using (var files = new TrialFileWriter(trialFolder, DateTimeOffset.UnixEpoch))
        {
            Enumerable.Range(0, Kept).ToList().ForEach(index => files.OnInterval(Interval(index, index + 1)));
            files.Complete();
        }

        var (code, output, error) = await CommandLine.RunAsync(_folder.Path, "report", folder.Path);
        Assert.True(code is ExitCode.Success, error);
        File.WriteAllBytes(AgentLog.PathOf(trialFolder, "a"), [1, 2, 3]);
        var (damagedCode, damagedOutput, damagedError) = await CommandLine.RunAsync(_folder.Path, "report", folder.Path);

        Assert.Equal(ExitCode.ReportFolder, damagedCode);
        Assert.Equal(output, damagedOutput);
        Assert.Contains("Trial c01-r1", damagedError, StringComparison.Ordinal);
        Assert.Contains("a.intervals is damaged", damagedError, StringComparison.Ordinal);
    }

    private TrialResult Trial(params string[] agents) => TrialIn(_folder.Path, agents);

    private static TrialResult TrialIn(string folder, params string[] agents) => new()
    {
        Id = "c01-r1",
        ConfigurationId = "c01",
        Repeat = 1,
        Sequence = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        Outcome = TrialOutcome.Completed,
        Load = LoadSummary.From(TestResults.Good()),
        Validity = Validity.Valid,
        Agents = new AgentsSummary
        {
            Agents = [.. agents.Select(agent => new AgentSummary
            {
                Name = agent, Host = "h", End = AgentEnd.Finished, Validity = Validity.Valid, Sent = 10, Ok = 10, Intervals = Kept, Digest = Write(folder, agent),
            })],
        },
    };

    private static LatencyHistogram Sum(params string[] agents) => TestResults.Histogram(1_000_000, 10 * agents.Length);

    /// <returns>Digest of the last interval.</returns>
    private static string Write(string folder, string agent)
    {
        using var logs = new AgentLogs(folder);
        var chain = new IntervalChain(Run, agent);
        for (var index = 0; index < Kept; index++)
        {
            logs.Append(agent, Run, chain.Seal(IntervalMessages.Write(Interval(index, index + 1), Run, index, 0)));
        }

        logs.Complete();
        return Convert.ToHexStringLower(chain.Digest.Span);
    }

    private static int Header(byte[] bytes) => 8 + 16 + 1 + bytes[8 + 16];

    private static List<Range> Frames(byte[] bytes)
    {
        var frames = new List<Range>();
        for (var at = Header(bytes); at < bytes.Length; at = frames[^1].End.Value)
        {
            frames.Add(at..(at + 4 + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at))));
        }

        return frames;
    }

    private static IntervalResult Interval(int index, long ok) => new()
    {
        Index = index,
        Start = TimeSpan.FromSeconds(index),
        Length = TimeSpan.FromSeconds(1),
        IsWarmUp = false,
        Counts = new RequestCounts { Planned = ok, Sent = ok, Ok = ok },
        Requests = [new RequestKindCounts("GET /", ok, ok, 0)],
        Ok = new Latencies(TestResults.Histogram(1_000_000, ok), TestResults.Histogram(1_000_000, ok)),
        Failed = new Latencies(new LatencyHistogram(), new LatencyHistogram()),
        InFlight = 0,
        Users = 0,
        Connections = 1,
    };
}
