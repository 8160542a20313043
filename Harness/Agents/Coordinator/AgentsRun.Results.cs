using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Merging;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Machines;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <content>The whole, put together from what the agents told.</content>
internal sealed partial class AgentsRun
{
    private AgentsLoad ToLoad()
    {
        var startedAt = _labelled + _offsets.WarmUp;
        var parts = _participants.Select(participant => ToPart(participant, startedAt)).ToList();
        var sums = _sums.ToResult(startedAt);
        var measured = MeasuredOf(parts, sums);
        var load = MergedResult.Of(sums with { Measured = measured }, [.. parts.Select(part => part.Load)], _isCancelled ? null : _offsets.PlanArrivals, _isCancelled);
        return new AgentsLoad(load, ToSummary(parts, load), parts);
    }

    /// <summary>As the plan has it; where iterations end it, until the last of them, not until all agents knew.</summary>
    private TimeSpan MeasuredOf(List<AgentPart> parts, LoadResult sums)
    {
        if (_offsets.CountedStages.LastOrDefault(-1) == _load.Simulations.Count - 1 && _stageDoneNs > 0 && !_isCancelled)
        {
            return WireTime.Span(_stageDoneNs - _startNs) - _offsets.WarmUp;
        }

        return parts.Where(part => part.IsWhole).Select(part => part.Load.Measured).DefaultIfEmpty(sums.Measured).Max();
    }

    private static AgentPart ToPart(Participant participant, DateTimeOffset startedAt)
    {
        var sums = participant.Sums.ToResult(startedAt);
        if (participant.Result is not { } result)
        {
            return new AgentPart(participant.Agent.Name, participant.Agent.IsHere, IsWhole: false, sums with { Transport = participant.Transport ?? "" }, null);
        }

        var load = ResultMessages.Read(result.Spec, Histogram(result.Undisturbed), Histogram(result.PoolDelay), sums, startedAt);
        var machine = result.Spec.Machine is { } use ? new MachineUse(use.BusySeconds, use.StolenSeconds, use.TotalSeconds) : null;
        return new AgentPart(participant.Agent.Name, participant.Agent.IsHere, IsWhole: true, load, machine);
    }

    private static LatencyHistogram? Histogram(ReadOnlyMemory<byte>? bytes) => bytes is { } encoded ? HistogramEncoding.Decode(encoded.Span) : null;

    private AgentsSummary ToSummary(List<AgentPart> parts, LoadResult whole)
    {
        // Who came later began when it came, not with the others.
        var starters = _participants.Where(one => one is { IsLate: false, Started: not null }).ToList();
        var starts = starters.ConvertAll(one => (one.Started!.AtNs - one.ClockAtStart.OffsetNs) / 1e9);
        return new AgentsSummary
        {
            Agents = [.. _participants.Select((participant, index) => ToSummary(participant, parts[index], whole))],
            Events = _events,
            StartSpreadSeconds = starts.Count == 0 ? 0 : starts.Max() - starts.Min(),
            StartErrorSeconds = starters.Select(one => one.ClockAtStart.ErrorNs).DefaultIfEmpty().Max() / 1e9,
        };
    }

    private AgentSummary ToSummary(Participant participant, AgentPart part, LoadResult whole)
    {
        var generator = part.Load.Generator;
        return new AgentSummary
        {
            Name = participant.Agent.Name,
            Host = participant.Agent.Capabilities.Host,
            IsHere = participant.Agent.IsHere,
            Transport = part.Load.Transport.Length > 0 ? part.Load.Transport : null,
            Loops = _load.Options.Loops,
            End = EndOf(participant),
            FromSeconds = (participant.From - _offsets.WarmUp).TotalSeconds,
            ToSeconds = ((participant.To ?? (_offsets.WarmUp + part.Load.Measured)) - _offsets.WarmUp).TotalSeconds,
            Sent = part.Load.Counts.Sent,
            Ok = part.Load.Counts.Ok,
            Share = whole.Counts.Ok > 0 ? (double)part.Load.Counts.Ok / whole.Counts.Ok : 0,
            RequestsPerSecond = whole.Measured > TimeSpan.Zero ? participant.Source.OkInTime / whole.Measured.TotalSeconds : 0,
            ResponseTime = part.Load.Ok.Response.Count > 0 ? LatencySummary.From(part.Load.Ok.Response) : null,
            Lateness = part.Load.Lateness.Count > 0 ? LatencySummary.From(part.Load.Lateness) : null,
            LoopCpu = generator.LoopCpuShare.Count > 0 ? generator.LoopCpuShare.Max() : null,
            Validity = ValidityOf(participant, part),
            ClockOffsetSeconds = participant.ClockAtStart.OffsetNs / 1e9,
            ClockErrorSeconds = participant.ClockAtStart.ErrorNs / 1e9,
            // Who came later was told a start that was over.
            StartedLateSeconds = participant.IsLate ? 0 : (participant.Started?.LateNs ?? 0) / 1e9,
            Intervals = participant.Sums.Intervals,
            Duplicates = participant.Intake.Duplicates,
            Missing = participant.Result is { } result ? Math.Max(0, result.Intervals - participant.Intake.Next) : 0,
            LeftOut = participant.LeftOut,
            Digest = Convert.ToHexStringLower(participant.Intake.Digest.Span),
        };
    }

    private static AgentEnd EndOf(Participant participant) => participant.State switch
    {
        ParticipantState.Lost => AgentEnd.Lost,
        ParticipantState.Failed => AgentEnd.Failed,
        _ => participant.IsLeaving ? AgentEnd.Left : AgentEnd.Finished,
    };

    /// <summary>The engine's own judgement; of one that was ended before its plan was, the plan is no measure.</summary>
    private static Validity ValidityOf(Participant participant, AgentPart part) => part.IsWhole
        ? Validity.Of(part.Load.Findings)
        : new Validity(Verdict.Invalid, [$"{participant.Agent.Name} did not tell how it fared: nobody knows whether it was the limit."]);
}
