using System.Diagnostics;
using System.Text.Json;
using LoadLab.Engine;
using LoadLab.Engine.Http;

namespace LoadLab.Benchmarks.Users;

/// <summary>Runs the users and tells of each second as it ends, and of the whole.</summary>
internal sealed class UsersLoad(UsersPlan plan, TextWriter output) : ILoadObserver
{
    private readonly Process _self = Process.GetCurrentProcess();
    private TimeSpan _cpu;
    private long _fullHeapBytes;

    public async Task RunAsync(Uri url, CancellationToken cancellationToken)
    {
        var userBytes = UserFootprint.Measure(plan.Users);
        var emptyHeapBytes = GC.GetTotalMemory(forceFullCollection: true);
        _cpu = _self.TotalProcessorTime;
        var result = await new HttpLoadEngine().RunAsync(plan.ToLoad(url), this, cancellationToken).ConfigureAwait(false);
        var validity = result.Validity;
        await output.WriteLineAsync(JsonSerializer.Serialize(new UsersOutcome(
            result.Transport, result.Generator.LoopCpuShare.Max(), $"{validity.Verdict}".ToLowerInvariant(), validity.Reasons, emptyHeapBytes, _fullHeapBytes, userBytes))).ConfigureAwait(false);
    }

    public void OnInterval(IntervalResult interval)
    {
        if (interval.IsDrain)
        {
            return;
        }

        output.WriteLine(JsonSerializer.Serialize(ToSecond(interval)));
        // While all users are there and wait. The pause that this makes falls into the last second, which no figure uses.
        if (interval.Index == plan.Seconds - 2)
        {
            _fullHeapBytes = GC.GetTotalMemory(forceFullCollection: true);
        }
    }

    private UserSecond ToSecond(IntervalResult interval)
    {
        _self.Refresh();
        var before = _cpu;
        _cpu = _self.TotalProcessorTime;
        return new UserSecond
        {
            At = (interval.Start + interval.Length).TotalSeconds,
            Users = interval.Users,
            Connections = interval.Connections,
            Sent = interval.Counts.Sent,
            Ok = interval.Counts.Ok,
            Failed = interval.Counts.Failed,
            MeanLateUs = (interval.Ok.Response.MeanNs - interval.Ok.Service.MeanNs) / 1e3,
            MeanServiceUs = interval.Ok.Service.MeanNs / 1e3,
            LongestResponseMs = interval.Ok.Response.MaxNs / 1e6,
            CpuShare = (_cpu - before) / interval.Length,
            ResidentBytes = _self.WorkingSet64,
            HeapBytes = GC.GetTotalMemory(forceFullCollection: false),
            AllocatedBytes = GC.GetTotalAllocatedBytes(),
        };
    }
}
