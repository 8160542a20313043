using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Experiments.Checks;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments;

/// <summary>Runs one trial: deploy, wait until ready, warm up, measure, tear down.</summary>
internal sealed class TrialRunner(Func<DeploymentKind, IDeployer> deployers, ILoadDriver driver, TimeProvider time)
{
    /// <summary>Runs a trial to a result, whatever becomes of its target.</summary>
    /// <param name="trial">What to run.</param>
    /// <param name="context">What all trials share.</param>
    /// <param name="folder">The trial's own folder.</param>
    /// <param name="observer">Told how it goes.</param>
    /// <param name="cancellationToken">Ends the trial without a result; the target is torn down first.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<TrialResult> RunAsync(PlannedTrial trial, TrialContext context, string folder, ITrialObserver observer, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        try
        {
            return await RunDeployedAsync(trial, context, folder, observer, started, cancellationToken).ConfigureAwait(false);
        }
        catch (DeploymentFailedException e)
        {
            return Failed(trial, started, TrialOutcome.TargetFailed, e.Message, e.Kind);
        }
        catch (LoadSetupException e)
        {
            return Failed(trial, started, TrialOutcome.LoadFailed, e.Message);
        }
    }

    private async Task<TrialResult> RunDeployedAsync(
        PlannedTrial trial, TrialContext context, string folder, ITrialObserver observer, DateTimeOffset started, CancellationToken cancellationToken)
    {
        var configuration = trial.Configuration;
        observer.OnStage(TrialStage.Deploying);
        var deployingNs = MonotonicClock.NowNs();
        var request = new DeploymentRequest { Configuration = configuration, ProfileFolder = context.ProfileFolder, LogFolder = folder, StateFolder = context.StateFolder };
        await using var deployment = await deployers(configuration.Target.Deployment).DeployAsync(request, cancellationToken).ConfigureAwait(false);
        var deploySeconds = (MonotonicClock.NowNs() - deployingNs) / 1e9;

        try
        {
            var result = await MeasureAsync(trial, context, deployment, folder, observer, started, cancellationToken).ConfigureAwait(false);
            return result with { ReadySeconds = deploySeconds + result.ReadySeconds };
        }
        catch (DeploymentFailedException e)
        {
            // The limit that a replica ran into belongs to the failure.
            return Failed(trial, started, TrialOutcome.TargetFailed, e.Message, e.Kind) with { Limits = deployment.Limits };
        }
    }

    private async Task<TrialResult> MeasureAsync(
        PlannedTrial trial, TrialContext context, IDeployment deployment, string folder, ITrialObserver observer, DateTimeOffset started, CancellationToken cancellationToken)
    {
        var configuration = trial.Configuration;
        observer.OnStage(TrialStage.WaitingUntilReady);
        using var tls = TlsClient.Load(configuration.Load.Tls);
        using var probe = new ReadinessProbe(tls);
        var readySeconds = await probe.WaitAsync(deployment, configuration.Target.Ready, cancellationToken).ConfigureAwait(false);

        // Another seed for each repeat, the same for all configurations of a repeat: they meet the same rows and the same arrivals.
        var job = new LoadJob
        {
            Config = configuration.Load,
            Targets = deployment.LoadEndpoints,
            Seed = unchecked(context.Seed + trial.Repeat - 1),
            Processors = deployment.Limits?.GeneratorProcessors,
            Folder = folder,
        };
        var measurement = await new TrialMeasurement(driver, time)
            .RunAsync(deployment, configuration.Target.MetricsPath, job, observer, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        var result = Completed(trial, started, deployment, measurement, readySeconds);
        observer.OnStage(TrialStage.TearingDown);
        return result;
    }

    private static TrialResult Completed(PlannedTrial trial, DateTimeOffset started, IDeployment deployment, Measurement measurement, double readySeconds) => new()
    {
        Id = trial.Id,
        ConfigurationId = trial.Configuration.Id,
        Repeat = trial.Repeat,
        Sequence = trial.Sequence,
        StartedAt = started,
        Outcome = TrialOutcome.Completed,
        Load = LoadSummary.From(measurement.Load),
        Replicas = measurement.Replicas,
        Limits = deployment.Limits,
        ReadySeconds = readySeconds,
        StageSeconds = measurement.StageSeconds,
        Batches = measurement.Batches,
        Agents = measurement.Agents?.Summary,
        Validity = TrialValidity.Assess(new TrialEvidence
        {
            Load = measurement.Load,
            LoadConfig = trial.Configuration.Load,
            Deployed = trial.Configuration,
            Limits = deployment.Limits,
            Intervals = measurement.Intervals,
            Machine = measurement.Machine,
            Agents = measurement.Agents,
            ReplicaCpuSeconds = measurement.ReplicaCpuSeconds,
            Incidents = deployment.Incidents(),
        }),
    };

    /// <summary>A trial without a result.</summary>
    internal static TrialResult Failed(PlannedTrial trial, DateTimeOffset started, TrialOutcome outcome, string failure, FailureKind? kind = null) => new()
    {
        Id = trial.Id,
        ConfigurationId = trial.Configuration.Id,
        Repeat = trial.Repeat,
        Sequence = trial.Sequence,
        StartedAt = started,
        Outcome = outcome,
        Failure = failure,
        FailureKind = kind,
        Validity = new Validity(Verdict.Invalid, [failure.Split('\n', 2)[0].Trim()]),
    };
}
