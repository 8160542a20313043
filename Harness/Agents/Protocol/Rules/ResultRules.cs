using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Rules;

/// <summary>What the values of a <see cref="ResultSpec"/> may be.</summary>
internal static class ResultRules
{
    public static void Check(ResultSpec result)
    {
        Bounds.Time(result.StartedNs, "startedNs");
        Bounds.Count(result.MeasuredNs, "measuredNs");
        Bounds.Count(result.CompletedInTime, "completedInTime");
        Bounds.Count(result.OkInTime, "okInTime");
        Bounds.Count(result.PeakInFlight, "peakInFlight");
        Bounds.Count(result.PeakConnections, "peakConnections");
        Bounds.Note(result.Transport, "transport");
        Bounds.Note(result.TransportNote, "transportNote");
        Bounds.Note(result.HttpVersion, "httpVersion");
        Bounds.Note(result.ProtocolFailure, "protocolFailure");
        Bounds.Note(result.TlsFailure, "tlsFailure");
        Bounds.Note(result.UsedUpRequest, "usedUpRequest");
        Bounds.Count(result.StalledRequests, "stalledRequests");
        Bounds.Count(result.PlanArrivals ?? 0, "planArrivals");
        CheckGenerator(result.Generator);
        Bounds.Amount(result.Machine?.BusySeconds ?? 0, "machine.busySeconds");
        Bounds.Amount(result.Machine?.StolenSeconds ?? 0, "machine.stolenSeconds");
        Bounds.Amount(result.Machine?.TotalSeconds ?? 0, "machine.totalSeconds");
    }

    private static void CheckGenerator(GeneratorSpec generator)
    {
        Bounds.Items(generator.LoopCpuShare, 0, "generator.loopCpuShare");
        foreach (var share in generator.LoopCpuShare)
        {
            Bounds.Amount(share, "generator.loopCpuShare");
        }

        Bounds.Count(generator.ProcessCpuNs, "generator.processCpuNs");
        Bounds.Count(generator.GcPauseNs, "generator.gcPauseNs");
        Bounds.Count(generator.AllocatedBytes, "generator.allocatedBytes");
        Bounds.Count(generator.Collections, "generator.collections");
        Bounds.Count(generator.LongestGcPauseNs, "generator.longestGcPauseNs");
        Bounds.Time(generator.ClockStepNs, "generator.clockStepNs");
        Bounds.Time(generator.WorstIntervalStartNs ?? 0, "generator.worstIntervalStartNs");
        Bounds.Amount(generator.WorstIntervalShare ?? 0, "generator.worstIntervalShare");
        Bounds.Items(generator.Loops, 0, "generator.loops");
        foreach (var loop in generator.Loops)
        {
            CheckLoop(loop);
        }
    }

    private static void CheckLoop(LoopSpec loop)
    {
        Bounds.Amount(loop.CpuShare ?? 0, "loops.cpuShare");
        Bounds.Amount(loop.SpinShare, "loops.spinShare");
        Bounds.Amount(loop.RunDelayShare ?? 0, "loops.runDelayShare");
        Bounds.Count(loop.InvoluntarySwitches, "loops.involuntarySwitches");
        Bounds.Count(loop.Stalls, "loops.stalls");
        Bounds.Amount(loop.StalledShare, "loops.stalledShare");
        Bounds.Count(loop.LongestStallNs, "loops.longestStallNs");
        Bounds.Count(loop.PeakConnections, "loops.peakConnections");
        Bounds.Count(loop.MaxConnections, "loops.maxConnections");
    }
}
