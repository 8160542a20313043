using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>Executes the phases of a plan in order, on the thread that calls it.</summary>
internal sealed class PhaseConductor(IReadOnlyList<LoadPhase> phases, RunTimeline timeline, Pacing pacing, ScenarioRecorder recorder, ArrivalGate gate, UserPool users)
{
    /// <summary>How soon a wait for iterations notices that the run was stopped.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private readonly PacingWait _wait = new(timeline, pacing);

    /// <summary>Runs the phases from one up to another, and returns when the last has ended or the run has. Arrivals that wait then are missed.</summary>
    internal void Run(int first, int end)
    {
        for (var index = first; index < end && StartOf(index) < timeline.EndNs; index++)
        {
            Run(index, phases[index]);
        }

        gate.MissWaiting();
    }

    private long StartOf(int phase) => phase == 0 ? timeline.StartNs : timeline.EndOf(phase - 1);

    private long EndOf(int phase) => Math.Min(timeline.EndOf(phase), timeline.EndNs);

    private void Run(int index, LoadPhase phase)
    {
        var startNs = StartOf(index);
        switch (phase)
        {
            case ClosedPhase { Iterations: { } iterations } closed:
                RunIterations(index, closed, iterations);
                return;
            case ClosedPhase closed:
                RunUsers(closed, startNs);
                break;
            case OpenPhase open:
                SetUsers(0);
                RunArrivals(index, open, startNs);
                break;
            default:
                SetUsers(0);
                break;
        }

        _wait.Until(EndOf(index));
    }

    /// <summary>Arrivals that are due when the phase is over have one more round, as those of an event loop have; what is left then waits on.</summary>
    private void RunArrivals(int index, OpenPhase phase, long startNs)
    {
        var schedule = phase.CreateSchedule();
        var lastRound = RunTimeline.LastRound;
        for (var next = schedule.NextNs(); next != IArrivalSchedule.End; next = schedule.NextNs())
        {
            var intendedNs = startNs + next;
            _wait.Until(intendedNs);
            var endNs = EndOf(index);
            if (intendedNs >= endNs)
            {
                return;
            }

            gate.Take(intendedNs, mayStart: MonotonicClock.NowNs() < endNs || lastRound-- > 0);
        }
    }

    private void RunUsers(ClosedPhase phase, long startNs)
    {
        var duration = phase.DurationNs!.Value;
        for (long at = 0; at < duration && _wait.Until(startNs + at); at = phase.Users.NextChangeNs(at))
        {
            SetUsers(phase.Users.UsersAt(at));
        }
    }

    private void RunIterations(int index, ClosedPhase phase, long iterations)
    {
        var budget = new IterationBudget(iterations);
        SetUsers(phase.Users.UsersAt(0), budget);
        while (!budget.Wait(Patience) && MonotonicClock.NowNs() < timeline.EndNs)
        {
        }

        SetUsers(0);
        timeline.FinishIterations(index, MonotonicClock.NowNs());
    }

    /// <summary>Closes the intervals that are over first, so that each shows the users of its own time.</summary>
    private void SetUsers(int count, IterationBudget? budget = null)
    {
        recorder.AdvanceTo(MonotonicClock.NowNs());
        users.SetTarget(count, budget);
    }
}
