using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Machines;

namespace LoadLab.Harness.Agents.Translation;

/// <summary>What an agent tells at the end of a run beside its intervals, and what both make together.</summary>
internal static class ResultMessages
{
    /// <param name="load">The agent's own result.</param>
    /// <param name="startedNs">When its run began, by its own clock.</param>
    /// <param name="machine">What its machine's processors did; null where the system does not tell.</param>
    public static ResultSpec Write(LoadResult load, long startedNs, MachineUse? machine) => new()
    {
        StartedNs = startedNs,
        MeasuredNs = WireTime.Ns(load.Measured),
        CompletedInTime = load.CompletedInTime,
        OkInTime = load.OkInTime,
        PeakInFlight = load.PeakInFlight,
        PeakConnections = load.PeakConnections,
        Transport = load.Transport,
        TransportNote = Line(load.TransportNote),
        HttpVersion = load.HttpVersion,
        ProtocolFailure = Line(load.ProtocolFailure),
        TlsFailure = Line(load.TlsFailure),
        UsedUpRequest = load.UsedUpRequest,
        StalledRequests = load.StalledRequests,
        PlanArrivals = load.PlanArrivals,
        Cancelled = load.Cancelled,
        Generator = Write(load.Generator),
        Machine = machine is { } use ? new MachineSpec(use.BusySeconds, use.StolenSeconds, use.TotalSeconds) : null,
    };

    /// <summary>The agent's own result again.</summary>
    /// <param name="spec">As received.</param>
    /// <param name="undisturbed">As received.</param>
    /// <param name="poolDelay">As received.</param>
    /// <param name="sums">What its intervals add up to.</param>
    /// <param name="startedAt">Wall-clock label of the start of measuring.</param>
    public static LoadResult Read(ResultSpec spec, LatencyHistogram? undisturbed, LatencyHistogram? poolDelay, LoadResult sums, DateTimeOffset startedAt) => sums with
    {
        StartedAt = startedAt,
        Measured = WireTime.Span(spec.MeasuredNs),
        CompletedInTime = spec.CompletedInTime,
        OkInTime = spec.OkInTime,
        PeakInFlight = spec.PeakInFlight,
        PeakConnections = spec.PeakConnections,
        Transport = spec.Transport,
        TransportNote = spec.TransportNote,
        HttpVersion = spec.HttpVersion,
        ProtocolFailure = spec.ProtocolFailure,
        TlsFailure = spec.TlsFailure,
        UsedUpRequest = spec.UsedUpRequest,
        StalledRequests = spec.StalledRequests,
        PlanArrivals = spec.PlanArrivals,
        Cancelled = spec.Cancelled,
        Generator = Read(spec.Generator),
        UndisturbedResponse = undisturbed,
        PoolDelay = poolDelay,
    };

    private static string? Line(string? text) => text is null ? null : Sentence.Of(text);

    private static GeneratorSpec Write(GeneratorUsage usage) => new()
    {
        LoopCpuShare = usage.LoopCpuShare,
        ProcessCpuNs = WireTime.Ns(usage.ProcessCpu),
        GcPauseNs = WireTime.Ns(usage.GcPause),
        AllocatedBytes = usage.AllocatedBytes,
        Collections = usage.Collections,
        LongestGcPauseNs = WireTime.Ns(usage.LongestGcPause),
        ClockStepNs = WireTime.Ns(usage.ClockStep),
        Loops = [.. usage.Loops.Select(Write)],
        ConnectionsLimitedByFiles = usage.ConnectionsLimitedByFiles,
        WorstIntervalStartNs = usage.WorstInterval is { } worst ? WireTime.Ns(worst.Start) : null,
        WorstIntervalShare = usage.WorstInterval?.StalledShare,
    };

    private static GeneratorUsage Read(GeneratorSpec spec) => new()
    {
        LoopCpuShare = spec.LoopCpuShare,
        ProcessCpu = WireTime.Span(spec.ProcessCpuNs),
        GcPause = WireTime.Span(spec.GcPauseNs),
        AllocatedBytes = spec.AllocatedBytes,
        Collections = spec.Collections,
        LongestGcPause = WireTime.Span(spec.LongestGcPauseNs),
        ClockStep = WireTime.Span(spec.ClockStepNs),
        Loops = [.. spec.Loops.Select(Read)],
        ConnectionsLimitedByFiles = spec.ConnectionsLimitedByFiles,
        WorstInterval = spec is { WorstIntervalStartNs: { } startNs, WorstIntervalShare: { } share } ? new BadInterval(WireTime.Span(startNs), share) : null,
    };

    private static LoopSpec Write(LoopEvidence loop) => new()
    {
        CpuShare = loop.CpuShare,
        SpinShare = loop.SpinShare,
        RunDelayShare = loop.RunDelayShare,
        InvoluntarySwitches = loop.InvoluntarySwitches,
        Stalls = loop.Stalls,
        StalledShare = loop.StalledShare,
        LongestStallNs = WireTime.Ns(loop.LongestStall),
        PeakConnections = loop.PeakConnections,
        MaxConnections = loop.MaxConnections,
    };

    private static LoopEvidence Read(LoopSpec spec) => new()
    {
        CpuShare = spec.CpuShare,
        SpinShare = spec.SpinShare,
        RunDelayShare = spec.RunDelayShare,
        InvoluntarySwitches = spec.InvoluntarySwitches,
        Stalls = spec.Stalls,
        StalledShare = spec.StalledShare,
        LongestStall = WireTime.Span(spec.LongestStallNs),
        PeakConnections = spec.PeakConnections,
        MaxConnections = spec.MaxConnections,
    };
}
