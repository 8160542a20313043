using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Binary;

/// <summary>An <see cref="Interval"/> after its first byte. Its digest covers that byte and all of <see cref="WriteCovered"/>.</summary>
internal static class IntervalFrame
{
    private const byte WarmUpFlag = 1;
    private const byte DrainFlag = 2;
    private const byte EvidenceFlag = 4;
    private const byte AllFlags = WarmUpFlag | DrainFlag | EvidenceFlag;

    /// <summary>A key and a count.</summary>
    private const int LeastPairBytes = 2;

    /// <summary>Three counts.</summary>
    private const int LeastKindBytes = 3;

    public static void Write(Interval interval, ref FrameWriter writer)
    {
        WriteCovered(interval, ref writer);
        writer.Raw(interval.Digest.Span);
    }

    /// <summary>Everything before the digest.</summary>
    public static void WriteCovered(Interval interval, ref FrameWriter writer)
    {
        writer.Guid(interval.Run);
        writer.Varint(interval.Sequence);
        writer.Varint(interval.Epoch);
        writer.Varint(interval.Index);
        writer.Byte(Flags(interval));
        writer.Int64(interval.StartNs);
        writer.Varint(interval.LengthNs);
        WriteCounts(interval.Counts, ref writer);
        WriteKinds(interval.Kinds, ref writer);
        writer.Varint(interval.InFlight);
        writer.Varint(interval.Users);
        writer.Varint(interval.Connections);
        WriteEvidence(interval.Evidence, ref writer);
        WriteHistograms(interval.Histograms, ref writer);
    }

    public static Interval Read(ref FrameReader reader)
    {
        var run = reader.Guid();
        var sequence = reader.Int();
        var epoch = reader.Int();
        var index = reader.Int();
        var flags = ReadFlags(ref reader);
        return new Interval
        {
            Run = run,
            Sequence = sequence,
            Epoch = epoch,
            Index = index,
            IsWarmUp = (flags & WarmUpFlag) != 0,
            IsDrain = (flags & DrainFlag) != 0,
            StartNs = reader.Nanoseconds(),
            LengthNs = reader.Long(),
            Counts = ReadCounts(ref reader),
            Kinds = ReadKinds(ref reader),
            InFlight = reader.Int(),
            Users = reader.Int(),
            Connections = reader.Int(),
            Evidence = (flags & EvidenceFlag) != 0 ? ReadEvidence(ref reader) : null,
            Histograms = ReadHistograms(ref reader),
            Digest = reader.Raw(ProtocolLimits.DigestBytes).ToArray(),
        };
    }

    private static byte Flags(Interval interval) => (byte)(
        (interval.IsWarmUp ? WarmUpFlag : 0) | (interval.IsDrain ? DrainFlag : 0) | (interval.Evidence is null ? 0 : EvidenceFlag));

    private static byte ReadFlags(ref FrameReader reader) => reader.Byte() is var flags && (flags & ~AllFlags) == 0
        ? flags
        : throw ProtocolException.Malformed("an interval has flags that do not exist");

    private static void WriteCounts(CountsSpec counts, ref FrameWriter writer)
    {
        writer.Varint(counts.Planned);
        writer.Varint(counts.Sent);
        writer.Varint(counts.Ok);
        writer.Varint(counts.Failed);
        writer.Varint(counts.Missed);
        writer.Varint(counts.Unsolicited);
        writer.Varint(counts.BytesSent);
        writer.Varint(counts.BytesReceived);
        WritePairs(counts.Statuses, ref writer);
        WritePairs(counts.Errors, ref writer);
    }

    private static CountsSpec ReadCounts(ref FrameReader reader) => new()
    {
        Planned = reader.Long(),
        Sent = reader.Long(),
        Ok = reader.Long(),
        Failed = reader.Long(),
        Missed = reader.Long(),
        Unsolicited = reader.Long(),
        BytesSent = reader.Long(),
        BytesReceived = reader.Long(),
        Statuses = ReadPairs(ref reader),
        Errors = ReadPairs(ref reader),
    };

    private static void WritePairs(IReadOnlyDictionary<int, long> pairs, ref FrameWriter writer)
    {
        writer.Varint(pairs.Count);
        foreach (var (key, count) in pairs.OrderBy(pair => pair.Key))
        {
            writer.Varint(key);
            writer.Varint(count);
        }
    }

    private static Dictionary<int, long> ReadPairs(ref FrameReader reader)
    {
        var count = reader.Count(LeastPairBytes);
        var pairs = new Dictionary<int, long>(count);
        for (var last = -1; pairs.Count < count;)
        {
            var key = reader.Int();
            if (key <= last)
            {
                throw ProtocolException.Malformed("the keys of an interval's counts are not in ascending order");
            }

            pairs.Add(key, reader.Long());
            last = key;
        }

        return pairs;
    }

    private static void WriteKinds(IReadOnlyList<KindSpec> kinds, ref FrameWriter writer)
    {
        writer.Varint(kinds.Count);
        foreach (var kind in kinds)
        {
            writer.Varint(kind.Sent);
            writer.Varint(kind.Ok);
            writer.Varint(kind.Failed);
        }
    }

    private static KindSpec[] ReadKinds(ref FrameReader reader)
    {
        var kinds = new KindSpec[reader.Count(LeastKindBytes)];
        for (var at = 0; at < kinds.Length; at++)
        {
            kinds[at] = new KindSpec(reader.Long(), reader.Long(), reader.Long());
        }

        return kinds;
    }

    private static void WriteEvidence(EvidenceSpec? evidence, ref FrameWriter writer)
    {
        if (evidence is not null)
        {
            writer.NullableVarint(evidence.StalledNs);
            writer.NullableVarint(evidence.LongestStallNs);
            writer.NullableVarint(evidence.RunDelayNs);
            writer.Varint(evidence.GcPauseNs);
        }
    }

    private static EvidenceSpec ReadEvidence(ref FrameReader reader) =>
        new(reader.NullableLong(), reader.NullableLong(), reader.NullableLong(), reader.Long());

    private static void WriteHistograms(IntervalHistograms histograms, ref FrameWriter writer)
    {
        writer.Bytes(histograms.OkResponse.Span);
        writer.Bytes(histograms.OkService.Span);
        writer.Bytes(histograms.FailedResponse.Span);
        writer.Bytes(histograms.FailedService.Span);
        writer.Bytes(histograms.Lateness.Span);
        writer.Bytes(histograms.Connect.Span);
        writer.Bytes(histograms.Blocked.Span);
        writer.Bytes(histograms.FirstByte.Span);
    }

    private static IntervalHistograms ReadHistograms(ref FrameReader reader) => new()
    {
        OkResponse = reader.Bytes().ToArray(),
        OkService = reader.Bytes().ToArray(),
        FailedResponse = reader.Bytes().ToArray(),
        FailedService = reader.Bytes().ToArray(),
        Lateness = reader.Bytes().ToArray(),
        Connect = reader.Bytes().ToArray(),
        Blocked = reader.Bytes().ToArray(),
        FirstByte = reader.Bytes().ToArray(),
    };
}
