using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>Executes the phases of a plan in order, on the calling thread.</summary>
internal sealed class PhaseConductor(ScenarioRecorder recorder, InstancePool instances, UserPool users, SlotGate slots, CancellationToken stop)
{
    /// <summary>How late after its phase an arrival may be sent: above what a busy machine delays a thread, below what a user would call a stage.</summary>
    private const long GraceNs = 1_000_000_000;

    /// <summary>Runs one phase from <paramref name="startNs"/> on and returns when it ended, or now where the run was stopped.</summary>
    internal long Run(LoadPhase phase, long startNs)
    {
        switch (phase)
        {
            case OpenPhase open:
                users.SetTarget(0);
                return RunOpen(open, startNs);
            case ClosedPhase { Iterations: { } iterations } closed:
                return RunIterations(closed, iterations);
            case ClosedPhase closed:
                return RunClosed(closed, startNs);
            default:
                users.SetTarget(0);
                return End(startNs + phase.DurationNs!.Value);
        }
    }

    private long RunOpen(OpenPhase phase, long startNs)
    {
        var endNs = startNs + phase.DurationNs!.Value;
        var schedule = phase.CreateSchedule();
        for (var next = schedule.NextNs(); next != IArrivalSchedule.End; next = schedule.NextNs())
        {
            var intended = startNs + next;
            if (!MonotonicWait.Until(intended, stop))
            {
                break;
            }

            if (!TrySend(intended, endNs + GraceNs))
            {
                recorder.Miss(intended);
            }
        }

        return End(endNs);
    }

    /// <summary>Waits for a free slot; the schedule itself is the queue of those that wait.</summary>
    private bool TrySend(long intendedNs, long latestNs)
    {
        if (MonotonicClock.NowNs() > latestNs || !slots.TryTake(latestNs, stop))
        {
            return false;
        }

        recorder.Queue(intendedNs);
        _ = Task.Run(() => RunArrivalAsync(intendedNs));
        return true;
    }

    private async Task RunArrivalAsync(long intendedNs)
    {
        var instance = instances.Take();
        await instance.RunIterationAsync(intendedNs).ConfigureAwait(false);
        instances.Return(instance);
        slots.Release();
    }

    private long RunClosed(ClosedPhase phase, long startNs)
    {
        var duration = phase.DurationNs!.Value;
        var going = true;
        for (long at = 0; going && at < duration; at = phase.Users.NextChangeNs(at))
        {
            going = MonotonicWait.Until(startNs + at, stop);
            if (going)
            {
                users.SetTarget(phase.Users.UsersAt(at));
            }
        }

        return End(startNs + duration);
    }

    private long RunIterations(ClosedPhase phase, long iterations)
    {
        var budget = new IterationBudget(iterations);
        users.SetTarget(phase.Users.UsersAt(0), budget);
        budget.Wait(stop);
        users.SetTarget(0);
        return MonotonicClock.NowNs();
    }

    private long End(long endNs)
    {
        if (MonotonicWait.Until(endNs, stop))
        {
            return endNs;
        }

        users.SetTarget(0);
        return Math.Min(endNs, MonotonicClock.NowNs());
    }
}
