using System.Buffers;
using LoadLab.Benchmarks.Agents;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Merging;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Translation;

namespace LoadLab.Benchmarks.Tests.Agents;

public sealed class PretendedIntervalsTests
{
    private const string Kind = "GET /";
    private const int Samples = 1_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Draw_Interval_IsOneThatACoordinatorTakes()
    {
        var run = Guid.NewGuid();
        var chain = new IntervalChain(run, "agent-1");
        var interval = Create(new DirectSums()).Draw(0, Second);
        var frame = new ArrayBufferWriter<byte>();

        MessageCodec.Write(chain.Seal(IntervalMessages.Write(interval, run, 0, 0)), frame);
        var read = Assert.IsType<Interval>(MessageCodec.Read(isText: false, frame.WrittenSpan));

        Assert.Equal(Samples, IntervalMessages.Read(read, [Kind]).Counts.Sent);
        Assert.Equal(ChainLink.Intact, new IntervalChain(run, "agent-1").Verify(read));
    }

    [Fact]
    public void Draw_SomeIntervals_AddUpToTheDirectSums()
    {
        var sums = new DirectSums();
        var intervals = Create(sums);
        var merged = new LoadSums();
        for (var index = 0; index < 3; index++)
        {
            merged.Add(intervals.Draw(index, Second));
        }

        Assert.Equal(sums.ToDigest(), CoordinatedLoad.DigestOf(merged.ToResult(DateTimeOffset.UnixEpoch)));
        Assert.Equal(3 * Samples, sums.ToDigest().Sent);
    }

    [Fact]
    public void Of_OneSampleMoved_IsAnotherDigest()
    {
        var one = new LatencyHistogram();
        var other = new LatencyHistogram();
        one.Record(2_000_000);
        other.Record(2_100_000);

        Assert.NotEqual(LoadDigest.Of(1, 1, 0, [one]), LoadDigest.Of(1, 1, 0, [other]));
        Assert.Equal(LoadDigest.Of(1, 1, 0, [one]), LoadDigest.Of(1, 1, 0, [one.Copy()]));
    }

    private static PretendedIntervals Create(DirectSums sums) => new(Kind, Samples, new Random(1), sums);
}
