using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Tests.Agents.Protocol;

public sealed class IntervalChainTests
{
    private readonly IntervalChain _coordinator = new(Samples.Run, "agent-1");
    private readonly Interval[] _sent;

    public IntervalChainTests()
    {
        var agent = new IntervalChain(Samples.Run, "agent-1");
        _sent = [.. Enumerable.Range(0, 5).Select(sequence => agent.Seal(Samples.Interval(sequence)))];
    }

    [Fact]
    public void Digest_OfNoInterval_IsThatOfRunAndName() => Assert.Equal(
        "78f2502ade2112d9f7fc8626b3833c8faf718ee2bc4d4f7c432210fae10b30ec", Convert.ToHexStringLower(_coordinator.Digest.Span));

    [Fact]
    public void Verify_AllInOrder_AreIntact()
    {
        // As they come off the wire.
        Assert.All(_sent, interval => Assert.Equal(ChainLink.Intact, _coordinator.Verify((Interval)Frame.Of(interval).Read())));
        Assert.True(_coordinator.EndsWith(new Result(Samples.Run, 5, _sent[4].Digest, Samples.ResultSpec(), null, null)));
        Assert.False(_coordinator.EndsWith(new Result(Samples.Run, 4, _sent[4].Digest, Samples.ResultSpec(), null, null)));
        Assert.False(_coordinator.EndsWith(new Result(Samples.Run, 5, _sent[3].Digest, Samples.ResultSpec(), null, null)));
    }

    [Fact]
    public void Verify_OneLost_IsAGapUntilItComes()
    {
        Assert.Equal(ChainLink.Intact, _coordinator.Verify(_sent[0]));
        Assert.Equal(ChainLink.Gap, _coordinator.Verify(_sent[2]));
        Assert.Equal([ChainLink.Intact, ChainLink.Intact], _sent[1..3].Select(_coordinator.Verify));
    }

    [Fact]
    public void Verify_SentAgain_IsRepeatedAndChangesNothing()
    {
        Assert.Equal([ChainLink.Intact, ChainLink.Intact], _sent[..2].Select(_coordinator.Verify));
        Assert.Equal([ChainLink.Repeated, ChainLink.Repeated], _sent[..2].Select(_coordinator.Verify));
        Assert.Equal((2, ChainLink.Intact), (_coordinator.Next, _coordinator.Verify(_sent[2])));
    }

    [Fact]
    public void Verify_Exchanged_IsFound() =>
        Assert.Equal([ChainLink.Gap, ChainLink.Intact, ChainLink.Gap], ((Interval[])[_sent[1], _sent[0], _sent[2]]).Select(_coordinator.Verify));

    [Fact]
    public void Verify_RenumberedToHideALostOne_IsAltered()
    {
        _coordinator.Verify(_sent[0]);

        Assert.Equal(ChainLink.Altered, _coordinator.Verify(_sent[2] with { Sequence = 1 }));
    }

    [Fact]
    public void Verify_AnyByteChanged_IsAlteredOrNoMessage()
    {
        var frame = Frame.Of(_sent[0]).Bytes;
        for (var at = 0; at < frame.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])frame.Clone();
                changed[at] ^= (byte)(1 << bit);
                Assert.NotEqual(ChainLink.Intact, Take(changed));
            }
        }

        Assert.Equal(ChainLink.Intact, Take(frame));
    }

    [Fact]
    public void Verify_OfAnotherAgentOrRun_IsAltered()
    {
        Assert.Equal(ChainLink.Altered, new IntervalChain(Samples.Run, "agent-2").Verify(_sent[0]));
        Assert.Equal(ChainLink.Altered, new IntervalChain(Samples.OtherRun, "agent-1").Verify(_sent[0]));
    }

    [Fact]
    public void Verify_GoingOnInAnotherProcess_IsTheSameChain() =>
        Assert.Equal(ChainLink.Intact, new IntervalChain(3, _sent[2].Digest).Verify(_sent[3]));

    [Fact]
    public void Seal_NotTheNextOne_IsRefused() => Assert.Throws<ArgumentException>(() => _coordinator.Seal(Samples.Interval(1)));

    private ChainLink? Take(byte[] frame)
    {
        try
        {
            return MessageCodec.Read(isText: false, frame) is Interval interval ? _coordinator.Verify(interval) : null;
        }
        catch (ProtocolException)
        {
            return null;
        }
    }
}
