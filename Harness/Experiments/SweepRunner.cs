using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments;

/// <summary>Runs what is left of a profile's plan, and stores each trial as it ends.</summary>
/// <param name="trials">Runs one trial.</param>
/// <param name="time">Labels them.</param>
/// <param name="retry">What is measured again.</param>
internal sealed class SweepRunner(TrialRunner trials, TimeProvider time, TrialRetry retry = TrialRetry.None)
{
    /// <summary>Of a trial that loses an agent each time; more would go on for ever on a network that is not there.</summary>
    private const int MostAttempts = 3;

    /// <summary>The trials of the plan that the folder does not hold yet, and those to be measured again, in the plan's order.</summary>
    /// <exception cref="UserErrorException">A trial's result is damaged.</exception>
    public static IReadOnlyList<PlannedTrial> Remaining(ProfileConfig profile, ReportFolder folder, TrialRetry retry = TrialRetry.None)
    {
        var again = retry == TrialRetry.None ? [] : folder.ReadTrials().Where(trial => IsToBeMeasuredAgain(trial, retry)).Select(trial => trial.Id).ToHashSet();
        return [.. TrialPlan.Create(profile).Where(trial => again.Contains(trial.Id) || !folder.HasTrial(trial.Id))];
    }

    /// <summary>Runs all remaining trials. One that fails is stored as failed and the sweep goes on.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: the trial that ran is not stored, all before it are.</exception>
    /// <exception cref="UserErrorException">The folder can no longer be written.</exception>
    public async Task RunAsync(ProfileConfig profile, ReportFolder folder, ISweepObserver observer, CancellationToken cancellationToken)
    {
        var context = new TrialContext { StateFolder = folder.Path, ProfileFolder = profile.BaseDirectory, Seed = profile.Trials.Seed };
        foreach (var trial in Remaining(profile, folder, retry))
        {
            cancellationToken.ThrowIfCancellationRequested();
            observer.OnTrialStarted(trial);
            folder.SetAside(trial.Id);
            var result = await RunAsync(trial, context, folder, observer, cancellationToken).ConfigureAwait(false);
            folder.WriteTrial(result);
            observer.OnTrialFinished(trial, result);
        }
    }

    private static bool IsToBeMeasuredAgain(TrialResult trial, TrialRetry retry) =>
        trial.Outcome != TrialOutcome.Completed || (retry == TrialRetry.Invalid && trial.Validity.Verdict == Verdict.Invalid);

    /// <summary>Again, where an agent was lost and the profile asks for that; what was measured until then stays in the folder's interrupted trials.</summary>
    private async Task<TrialResult> RunAsync(PlannedTrial trial, TrialContext context, ReportFolder folder, ISweepObserver observer, CancellationToken cancellationToken)
    {
        var lost = new List<AgentEvent>();
        var started = time.GetUtcNow();
        while (true)
        {
            try
            {
                var result = await trials.RunAsync(trial, context, folder.BeginTrial(trial.Id), observer, cancellationToken).ConfigureAwait(false);
                return result.Agents is { } agents && lost.Count > 0 ? result with { Agents = agents with { Events = [.. lost, .. agents.Events] } } : result;
            }
            catch (AgentLostException e)
            {
                lost.Add(new AgentEvent { AtSeconds = 0, Agent = "", Kind = AgentEventKind.Repeated, Text = $"Attempt {lost.Count + 1} was given up: {e.Message}" });
                if (lost.Count == MostAttempts)
                {
                    return TrialRunner.Failed(trial, started, TrialOutcome.LoadFailed, $"Each of {MostAttempts} attempts lost an agent. The last: {e.Message}");
                }
            }
        }
    }
}
