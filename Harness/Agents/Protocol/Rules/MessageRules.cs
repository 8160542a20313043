using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Rules;

/// <summary>What the values of each message may be, beyond their types.</summary>
internal static class MessageRules
{
    /// <summary>Versions that a side may offer at most.</summary>
    private const int MostVersions = 16;

    /// <summary>Characters of names of machines and products.</summary>
    private const int LabelCharacters = 256;

    /// <summary>Agents that may share one load.</summary>
    private const int MostShares = 4_096;

    /// <exception cref="ProtocolException">A value is out of its range.</exception>
    public static void Check(Message message)
    {
        switch (message)
        {
            case Hello hello:
                CheckHello(hello);
                break;
            case Challenge challenge:
                Bounds.AtLeastOne(challenge.Version, "version");
                Bounds.Base64(challenge.Nonce, "nonce");
                Bounds.Base64(challenge.Proof, "proof");
                break;
            case Answer answer:
                CheckAnswer(answer);
                break;
            case Welcome welcome:
                Bounds.Name(welcome.Name, "name");
                Bounds.AtLeastOne(welcome.HeartbeatNs, "heartbeatNs");
                Bounds.AtLeastOne(welcome.LeaseNs, "leaseNs");
                Bounds.Count(welcome.NextSequence, "nextSequence");
                break;
            case Refused refused:
                Bounds.Defined(refused.Code, "code");
                Bounds.Sentence(refused.Reason, "reason");
                break;
            case Ping ping:
                Bounds.Time(ping.T0Ns, "t0Ns");
                break;
            case Pong pong:
                Bounds.Time(pong.T0Ns, "t0Ns");
                Bounds.Time(pong.T1Ns, "t1Ns");
                Bounds.Time(pong.T2Ns, "t2Ns");
                break;
            case Health health:
                Bounds.Amount(health.ProcessCpuShare, "processCpuShare");
                Bounds.Count(health.MemoryBytes, "memoryBytes");
                Bounds.Count(health.Unacknowledged, "unacknowledged");
                break;
            case Leave leave:
                Bounds.Sentence(leave.Reason, "reason");
                break;
            case Bye bye:
                Bounds.Sentence(bye.Reason, "reason");
                break;
            default:
                CheckOfRun(message);
                break;
        }
    }

    private static void CheckHello(Hello hello)
    {
        Bounds.Within(hello.Versions.Count, 1, MostVersions, "versions");
        foreach (var version in hello.Versions)
        {
            Bounds.AtLeastOne(version, "versions");
        }

        Bounds.Name(hello.Name, "name");
        Bounds.Text(hello.Product, LabelCharacters, "product");
        Bounds.Base64(hello.Nonce, "nonce");
    }

    private static void CheckAnswer(Answer answer)
    {
        Bounds.Base64(answer.Proof, "proof");
        Bounds.Count(answer.Running?.NextSequence ?? 0, "running.nextSequence");
        var can = answer.Capabilities;
        Bounds.Text(can.Host, LabelCharacters, "capabilities.host");
        Bounds.Text(can.Machine, LabelCharacters, "capabilities.machine");
        Bounds.AtLeastOne(can.Processors, "capabilities.processors");
        Bounds.Count(can.MemoryBytes, "capabilities.memoryBytes");
        Bounds.Texts(can.Transports, 0, LabelCharacters, "capabilities.transports");
        Bounds.Positive(can.MaxRatePerSecond ?? 1, "capabilities.maxRatePerSecond");
        Bounds.AtLeastOne(can.MaxConnections ?? 1, "capabilities.maxConnections");
        Bounds.AtLeastOne(can.MaxDurationNs ?? 1, "capabilities.maxDurationNs");
        Bounds.Texts(can.AllowedTargets, 0, ProtocolLimits.ValueCharacters, "capabilities.allowedTargets");
    }

    private static void CheckOfRun(Message message)
    {
        switch (message)
        {
            case Prepare prepare:
                CheckPrepare(prepare);
                break;
            case FeedChunk chunk:
                Bounds.Count(chunk.Request, "request");
                Bounds.AtLeastOne(chunk.Bytes.Length, "bytes");
                break;
            case Prepared prepared:
                Bounds.Text(prepared.Transport, LabelCharacters, "transport");
                Bounds.Note(prepared.TransportNote, "transportNote");
                break;
            case Start start:
                Bounds.Time(start.AtNs, "atNs");
                break;
            case Started started:
                Bounds.Time(started.AtNs, "atNs");
                Bounds.Time(started.LateNs, "lateNs");
                break;
            case Ack ack:
                Bounds.Count(ack.Sequence, "sequence");
                break;
            case Reshare reshare:
                Bounds.AtLeastOne(reshare.Epoch, "epoch");
                CheckShare(reshare.Share);
                Bounds.Count(reshare.OffsetNs, "offsetNs");
                CheckRows(reshare.Rows ?? []);
                break;
            case Reshared reshared:
                Bounds.AtLeastOne(reshared.Epoch, "epoch");
                break;
            case GiveRows give:
                Bounds.Count(give.Epoch, "epoch");
                break;
            case RowsGiven given:
                Bounds.Count(given.Epoch, "epoch");
                CheckRows(given.Rows);
                break;
            case StageDone done:
                Bounds.Count(done.Stage, "stage");
                Bounds.Count(done.AtNs, "atNs");
                break;
            case EndStage end:
                Bounds.Count(end.Stage, "stage");
                Bounds.Count(end.AtNs, "atNs");
                break;
            case Stop stop:
                Bounds.Sentence(stop.Reason, "reason");
                break;
            case RunFailed failed:
                Bounds.Defined(failed.Code, "code");
                Bounds.Note(failed.Reason, "reason");
                break;
            case Interval interval:
                IntervalRules.Check(interval);
                break;
            case Result result:
                Bounds.Count(result.Intervals, "intervals");
                Bounds.Digest(result.Digest, "digest");
                ResultRules.Check(result.Spec);
                break;
        }
    }

    private static void CheckPrepare(Prepare prepare)
    {
        LoadRules.Check(prepare.Load);
        CheckShare(prepare.Share);
        CheckRows(prepare.Rows ?? []);
        foreach (var rows in prepare.Rows ?? [])
        {
            Bounds.Within(rows.Request, 0, prepare.Load.Requests.Count - 1, "rows.request");
        }

        Bounds.Within(prepare.FeedBytes, 0, ProtocolLimits.FeedBytes, "feedBytes");
        if (prepare.Processors is { } processors)
        {
            Bounds.Items(processors, 1, "processors");
            foreach (var processor in processors)
            {
                Bounds.Count(processor, "processors");
            }
        }
    }

    private static void CheckShare(ShareSpec share)
    {
        Bounds.Within(share.Count, 0, MostShares, "share.count");
        // 0 of 0: of an agent that makes no load yet, or no more.
        Bounds.Within(share.Index, 0, Math.Max(0, share.Count - 1), "share.index");
    }

    private static void CheckRows(IReadOnlyList<RowsSpec> rows)
    {
        Bounds.Items(rows, 0, "rows");
        foreach (var of in rows)
        {
            Bounds.Count(of.Request, "rows.request");
            Bounds.Items(of.Parts, 0, "rows.parts");
            foreach (var part in of.Parts)
            {
                Bounds.Count(part.First, "rows.parts.first");
                Bounds.AtLeastOne(part.Stride, "rows.parts.stride");
            }
        }
    }
}
