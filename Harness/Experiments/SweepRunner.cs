using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments;

/// <summary>Runs what is left of a profile's plan, and stores each trial as it ends.</summary>
internal sealed class SweepRunner(TrialRunner trials)
{
    /// <summary>The trials of the plan that the folder does not hold yet, in the plan's order.</summary>
    public static IReadOnlyList<PlannedTrial> Remaining(ProfileConfig profile, ReportFolder folder) =>
        [.. TrialPlan.Create(profile).Where(trial => !folder.HasTrial(trial.Id))];

    /// <summary>Runs all remaining trials. One that fails is stored as failed and the sweep goes on.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: the trial that ran is not stored, all before it are.</exception>
    /// <exception cref="UserErrorException">The folder can no longer be written.</exception>
    public async Task RunAsync(ProfileConfig profile, ReportFolder folder, ISweepObserver observer, CancellationToken cancellationToken)
    {
        var context = new TrialContext { StateFolder = folder.Path, ProfileFolder = profile.BaseDirectory, Seed = profile.Trials.Seed };
        foreach (var trial in Remaining(profile, folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            observer.OnTrialStarted(trial);
            var result = await trials.RunAsync(trial, context, folder.BeginTrial(trial.Id), observer, cancellationToken).ConfigureAwait(false);
            folder.WriteTrial(result);
            observer.OnTrialFinished(trial, result);
        }
    }
}
