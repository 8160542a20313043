using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using LoadLab.Harness.Agents.Protocol.Binary;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>
/// Ties the intervals of one agent's run to each other: each one's digest is SHA-256 over the digest before it and all of its frame before its
/// own. So a report can show that it holds every interval that was measured, once, in order and as it was measured.
/// </summary>
/// <remarks>
/// It finds defects, not forgers: whoever knows an agent's name and run can compute a chain. The first digest is SHA-256 over the run's 16 bytes and the
/// agent's name in UTF-8, so that chains of different agents and runs share no digest.
/// </remarks>
internal sealed class IntervalChain
{
    /// <param name="run">The run.</param>
    /// <param name="agent">The name that the coordinator gave the agent before the run.</param>
    public IntervalChain(Guid run, string agent) : this(0, First(run, agent)) { }

    /// <summary>Goes on with a chain.</summary>
    /// <param name="next">Number of the interval that comes next.</param>
    /// <param name="digest">That of the interval before it.</param>
    public IntervalChain(int next, ReadOnlyMemory<byte> digest)
    {
        Next = next;
        Digest = digest;
    }

    /// <summary>Number of the interval that comes next: how many there were.</summary>
    public int Next { get; private set; }

    /// <summary>That of the last interval; of none, the first digest.</summary>
    public ReadOnlyMemory<byte> Digest { get; private set; }

    /// <summary>Agent: the next interval with its digest.</summary>
    public Interval Seal(Interval interval)
    {
        if (interval.Sequence != Next)
        {
            throw new ArgumentException($"interval {interval.Sequence} is not the next one, {Next}", nameof(interval));
        }

        Append(Link(Digest.Span, interval));
        return interval with { Digest = Digest };
    }

    /// <summary>Coordinator: takes an interval if it is the next one, unaltered; otherwise the chain stays as it was.</summary>
    public ChainLink Verify(Interval interval)
    {
        if (interval.Sequence != Next)
        {
            return interval.Sequence < Next ? ChainLink.Repeated : ChainLink.Gap;
        }

        var digest = Link(Digest.Span, interval);
        if (!interval.Digest.Span.SequenceEqual(digest))
        {
            return ChainLink.Altered;
        }

        Append(digest);
        return ChainLink.Intact;
    }

    /// <summary>Coordinator: the result speaks of exactly the intervals that came.</summary>
    public bool EndsWith(Result result) => result.Intervals == Next && result.Digest.Span.SequenceEqual(Digest.Span);

    private void Append(byte[] digest)
    {
        Digest = digest;
        Next++;
    }

    private static byte[] First(Guid run, string agent) => SHA256.HashData([.. run.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(agent)]);

    private static byte[] Link(ReadOnlySpan<byte> previous, Interval interval)
    {
        using var covered = new PooledBuffer();
        covered.Write(previous);
        var writer = new FrameWriter(covered);
        writer.Byte((byte)MessageKind.Interval);
        IntervalFrame.WriteCovered(interval, ref writer);
        return SHA256.HashData(covered.Written.Span);
    }
}
