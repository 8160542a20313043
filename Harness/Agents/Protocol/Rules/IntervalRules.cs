using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Rules;

/// <summary>What the values of an <see cref="Interval"/> may be.</summary>
internal static class IntervalRules
{
    private const int LargestStatus = 999;

    /// <summary>The numbers of error kinds are a byte, to leave room for later ones.</summary>
    private const int LargestError = 255;

    public static void Check(Interval interval)
    {
        Bounds.Count(interval.Sequence, "sequence");
        Bounds.Count(interval.Epoch, "epoch");
        Bounds.Count(interval.Index, "index");
        Bounds.Time(interval.StartNs, "startNs");
        Bounds.Count(interval.LengthNs, "lengthNs");
        CheckCounts(interval.Counts);
        Bounds.Items(interval.Kinds, 0, "kinds");
        foreach (var kind in interval.Kinds)
        {
            Bounds.Count(kind.Sent, "kinds.sent");
            Bounds.Count(kind.Ok, "kinds.ok");
            Bounds.Count(kind.Failed, "kinds.failed");
        }

        Bounds.Count(interval.InFlight, "inFlight");
        Bounds.Count(interval.Users, "users");
        Bounds.Count(interval.Connections, "connections");
        CheckEvidence(interval.Evidence);
        Bounds.Digest(interval.Digest, "digest");
    }

    private static void CheckCounts(CountsSpec counts)
    {
        Bounds.Count(counts.Planned, "counts.planned");
        Bounds.Count(counts.Sent, "counts.sent");
        Bounds.Count(counts.Ok, "counts.ok");
        Bounds.Count(counts.Failed, "counts.failed");
        Bounds.Count(counts.Missed, "counts.missed");
        Bounds.Count(counts.Unsolicited, "counts.unsolicited");
        Bounds.Count(counts.BytesSent, "counts.bytesSent");
        Bounds.Count(counts.BytesReceived, "counts.bytesReceived");
        CheckPairs(counts.Statuses, LargestStatus, "counts.statuses");
        CheckPairs(counts.Errors, LargestError, "counts.errors");
    }

    private static void CheckPairs(IReadOnlyDictionary<int, long> pairs, int largest, string member)
    {
        foreach (var (key, count) in pairs)
        {
            Bounds.Within(key, 0, largest, member);
            Bounds.Count(count, member);
        }
    }

    private static void CheckEvidence(EvidenceSpec? evidence)
    {
        Bounds.Count(evidence?.StalledNs ?? 0, "evidence.stalledNs");
        Bounds.Count(evidence?.LongestStallNs ?? 0, "evidence.longestStallNs");
        Bounds.Count(evidence?.RunDelayNs ?? 0, "evidence.runDelayNs");
        Bounds.Count(evidence?.GcPauseNs ?? 0, "evidence.gcPauseNs");
    }
}
