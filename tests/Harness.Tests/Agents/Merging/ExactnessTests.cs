using System.Buffers;
using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Agents.Merging;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Translation;

namespace LoadLab.Harness.Tests.Agents.Merging;

/// <summary>A million known samples on the whole way from an agent's intervals to the trial's figures.</summary>
public sealed class ExactnessTests
{
    private const int Samples = 1_000_000;
    private const int Intervals = 20;

    private static readonly Guid Run = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void LoadSums_IntervalsOfAgentsOverTheWire_AreTheSamplesBucketByBucket(int agents)
    {
        var direct = new Part();
        var parts = Enumerable.Range(0, agents).Select(_ => Enumerable.Range(0, Intervals).Select(_ => new Part()).ToArray()).ToArray();
        var random = new Random(7);
        for (var sample = 0; sample < Samples; sample++)
        {
            // Over all magnitudes: from nanoseconds to minutes, and beyond what a histogram holds.
            var ns = (long)Math.Exp(random.NextDouble() * 29);
            var (agent, interval, isOk) = (random.Next(agents), random.Next(Intervals), random.Next(10) > 0);
            direct.Record(ns, isOk);
            parts[agent][interval].Record(ns, isOk);
        }

        var merged = Merge(parts).ToResult(default);

        Equal(direct.Ok.Response, merged.Ok.Response);
        Equal(direct.Ok.Service, merged.Ok.Service);
        Equal(direct.Failed.Response, merged.Failed.Response);
        Equal(direct.Failed.Service, merged.Failed.Service);
        Equal(direct.Lateness, merged.Lateness);
        Equal(direct.Timings.Connect, merged.Timings!.Connect);
        Equal(direct.Timings.Blocked, merged.Timings.Blocked);
        Equal(direct.Timings.FirstByte, merged.Timings.FirstByte);
        var counts = direct.Counts;
        Assert.Equal((Samples, counts.Ok, counts.Failed), (merged.Counts.Sent, merged.Counts.Ok, merged.Counts.Failed));
        Assert.Equal((counts.BytesSent, counts.Statuses[200], counts.Errors[ErrorKind.ConnectRefused]),
            (merged.Counts.BytesSent, merged.Counts.Statuses[200], merged.Counts.Errors[ErrorKind.ConnectRefused]));
        Assert.Equal([new RequestKindCounts("GET /", Samples, counts.Ok, counts.Failed)], merged.Requests);
        Assert.Equal((counts.Ok, Samples, TimeSpan.FromSeconds(Intervals)), (merged.OkInTime, merged.CompletedInTime, merged.Measured));
    }

    private static LoadSums Merge(Part[][] parts)
    {
        var merger = new IntervalMerger();
        var sums = new LoadSums();
        var sources = parts.Select((_, agent) => (Source: merger.Add(0), Chain: new IntervalChain(Run, $"a{agent}"), Intake: new IntervalIntake(Run, $"a{agent}"))).ToList();
        for (var index = 0; index < Intervals; index++)
        {
            for (var agent = 0; agent < parts.Length; agent++)
            {
                var (source, chain, intake) = sources[agent];
                var sealedInterval = chain.Seal(IntervalMessages.Write(parts[agent][index].ToInterval(index), Run, index, epoch: 0));
                var frame = new ArrayBufferWriter<byte>();
                var received = Assert.IsType<Interval>(MessageCodec.Read(MessageCodec.Write(sealedInterval, frame), frame.WrittenSpan));
                Assert.Equal(ChainLink.Intact, intake.Take(received));
                // Sent again, as after a reconnect: counts once.
                Assert.Equal(ChainLink.Repeated, intake.Take(received));
                Assert.True(merger.TryAdd(source, IntervalMessages.Read(received, ["GET /"])));
            }

            foreach (var interval in merger.TakeComplete())
            {
                sums.Add(interval);
            }
        }

        Assert.Equal(Intervals, sums.Intervals);
        return sums;
    }

    private static void Equal(LatencyHistogram expected, LatencyHistogram actual)
    {
        Assert.Equal(expected.RecordedSlots(), actual.RecordedSlots());
        Assert.Equal((expected.Count, expected.MinNs, expected.MaxNs), (actual.Count, actual.MinNs, actual.MaxNs));
    }

    /// <summary>What one generator recorded in one stretch of time.</summary>
    private sealed class Part
    {
        private long _ok;
        private long _failed;

        public Latencies Ok { get; } = new(new LatencyHistogram(), new LatencyHistogram());

        public Latencies Failed { get; } = new(new LatencyHistogram(), new LatencyHistogram());

        public LatencyHistogram Lateness { get; } = new();

        public ConnectionTimings Timings { get; } = new(new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());

        public RequestCounts Counts => new()
        {
            Planned = _ok + _failed,
            Sent = _ok + _failed,
            Ok = _ok,
            Failed = _failed,
            BytesSent = 3 * (_ok + _failed),
            Statuses = new Dictionary<int, long> { [200] = _ok },
            Errors = new Dictionary<ErrorKind, long> { [ErrorKind.ConnectRefused] = _failed },
        };

        public void Record(long ns, bool isOk)
        {
            var latencies = isOk ? Ok : Failed;
            latencies.Response.Record(ns);
            latencies.Service.Record(ns / 2);
            Lateness.Record(ns / 3);
            Timings.Connect.Record(ns / 5);
            Timings.Blocked.Record(ns / 7);
            Timings.FirstByte.Record(ns / 11);
            (_ok, _failed) = isOk ? (_ok + 1, _failed) : (_ok, _failed + 1);
        }

        public IntervalResult ToInterval(int index) => new()
        {
            Index = index,
            Start = TimeSpan.FromSeconds(index),
            Length = TimeSpan.FromSeconds(1),
            IsWarmUp = false,
            Counts = Counts,
            Requests = [new RequestKindCounts("GET /", _ok + _failed, _ok, _failed)],
            Ok = Ok,
            Failed = Failed,
            Lateness = Lateness,
            Timings = Timings,
            InFlight = 1,
            Users = 2,
            Connections = 3,
        };
    }
}
