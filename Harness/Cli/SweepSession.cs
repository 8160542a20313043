using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.External;
using LoadLab.Harness.Deployment.Local;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Reporting;
using LoadLab.Harness.Results;
using LoadLab.Harness.UserCode;

namespace LoadLab.Harness.Cli;

/// <summary>One call of <c>harness sweep</c>, from the profile to the report.</summary>
internal sealed class SweepSession(GlobalState state)
{
    /// <exception cref="ProfileException">The profile has mistakes.</exception>
    /// <exception cref="UserErrorException">Anything else that a user can mend.</exception>
    public async Task<ExitCode> RunAsync(SweepArguments arguments, CancellationToken cancellationToken)
    {
        RequireProfile(arguments);
        RequireResume(arguments);
        var asked = arguments.Profile is { } file ? ProfileReader.ReadFile(Path.GetFullPath(file, state.WorkingDirectory), arguments.Set) : null;
        try
        {
            return arguments.Resume
                ? await ResumeAsync(new SweepFolder(state).Resume(asked, arguments.Out, arguments.Retry), arguments, cancellationToken).ConfigureAwait(false)
                : await BeginAsync(asked!, arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private async Task<ExitCode> BeginAsync(ProfileConfig profile, SweepArguments arguments, CancellationToken cancellationToken)
    {
        var (resolved, library) = await ResolveAsync(profile, cancellationToken).ConfigureAwait(false);
        if (arguments.DryRun)
        {
            return PrintPlan(resolved, TrialPlan.Create(resolved));
        }

        await new SweepPreflight(state).CheckAsync(profile, AgentsSession.Config(profile.Agents, arguments.Agents), cancellationToken).ConfigureAwait(false);
        return await SweepAsync(resolved, new SweepFolder(state).Create(profile, arguments.Out), library, arguments, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ExitCode> ResumeAsync((ReportFolder Folder, ProfileConfig Profile) sweep, SweepArguments arguments, CancellationToken cancellationToken)
    {
        var (profile, library) = await ResolveAsync(sweep.Profile, cancellationToken).ConfigureAwait(false);
        ScenarioPreparation.ThrowIfChanged(profile, sweep.Folder, library);
        if (arguments.DryRun)
        {
            return PrintPlan(profile, SweepRunner.Remaining(profile, sweep.Folder, arguments.Retry));
        }

        await new SweepPreflight(state).CheckAsync(profile, AgentsSession.Config(profile.Agents, arguments.Agents), cancellationToken).ConfigureAwait(false);
        return await SweepAsync(profile, sweep.Folder, library, arguments, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(ProfileConfig Profile, ScenarioLibrary Library)> ResolveAsync(ProfileConfig profile, CancellationToken cancellationToken)
    {
        var library = await new ScenarioPreparation(state).BuildAsync(profile.Configurations.Select(one => one.Load), cancellationToken).ConfigureAwait(false);
        return (ScenarioLoads.Resolve(profile, library), library);
    }

    private static void RequireProfile(SweepArguments arguments)
    {
        if (arguments.Profile is null && (!arguments.Resume || arguments.Set.Count > 0))
        {
            throw new UserErrorException(ExitCode.Usage, arguments.Resume
                ? "--set cannot change a sweep that has begun: leave it out, or start a new sweep without --resume."
                : "Name the profile to run: harness sweep --profile FILE (profiles/quick.yml is one to begin with).");
        }
    }

    private static void RequireResume(SweepArguments arguments)
    {
        if (arguments is { Retry: not TrialRetry.None, Resume: false })
        {
            throw new UserErrorException(ExitCode.Usage, $"--retry measures again what a sweep has measured: name that sweep, with --resume --retry {NameOf(arguments.Retry)} --out DIR.");
        }
    }

    private ExitCode PrintPlan(ProfileConfig profile, IReadOnlyList<PlannedTrial> trials)
    {
        new SweepPlanPrinter(state.Out).Print(profile, trials);
        return ExitCode.Success;
    }

    private async Task<ExitCode> SweepAsync(ProfileConfig profile, ReportFolder folder, ScenarioLibrary library, SweepArguments arguments, CancellationToken cancellationToken)
    {
        using var hold = FolderLock.Take(folder.Path);
        var agentsConfig = AgentsSession.Config(profile.Agents, arguments.Agents);
        await using var swarm = await SwarmSession.BeginAsync(profile, agentsConfig, state, cancellationToken).ConfigureAwait(false);
        if (new RunningTargets(folder.Path).KillLeftovers() is var killed and > 0)
        {
            state.Error.WriteLine($"Ended {killed} target process(es) that an earlier run left.");
        }

        await using var agents = agentsConfig is null || SweepRunner.Remaining(profile, folder, arguments.Retry).Count == 0
            ? null
            : await AgentsSession.BeginAsync(agentsConfig, arguments.Agents, state, folder.Path, swarm?.AgentsIn(folder.Path), cancellationToken).ConfigureAwait(false);
        try
        {
            await MeasureAsync(profile, folder, library, swarm, agents, arguments.Retry, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            state.Error.WriteLine($"Interrupted. {HowToGoOn(profile, folder, arguments.Retry)}");
            return ExitCode.Interrupted;
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException(e.ExitCode, $"{e.Message}{Environment.NewLine}{HowToGoOn(profile, folder, arguments.Retry)}");
        }

        return await ReportAsync(folder, cancellationToken).ConfigureAwait(false);
    }

    private static string HowToGoOn(ProfileConfig profile, ReportFolder folder, TrialRetry retry)
    {
        var done = profile.Configurations.Count * profile.Trials.Repeats - SweepRunner.Remaining(profile, folder).Count;
        return $"{Quantity.Count(done, "finished trial")} kept; go on with: harness sweep --resume{(retry == TrialRetry.None ? "" : $" --retry {NameOf(retry)}")} --out {folder.Path}";
    }

    private static string NameOf(TrialRetry retry) => retry.ToString().ToLowerInvariant();

    private async Task MeasureAsync(ProfileConfig profile, ReportFolder folder, ScenarioLibrary library, SwarmSession? swarm, AgentsSession? agents, TrialRetry retry, CancellationToken cancellationToken)
    {
        var local = new LocalDeployer(state.Environment.GetValueOrDefault(BundledTarget.Variable));
        var external = new ExternalDeployer();
        var drivers = new LoadDrivers(agents?.Driver ?? new HttpLoadDriver(), new ScenarioLoadDriver(library, state.Error, state.Time));
        var runner = new SweepRunner(new TrialRunner(DeployerOf, drivers, state.Time), state.Time, retry);
        var remaining = SweepRunner.Remaining(profile, folder, retry);
        if (remaining.Count == 0)
        {
            return;
        }

        state.Out.WriteLine($"{profile.Name}: {Quantity.Count(profile.Configurations.Count, "configuration")}, {Quantity.Count(remaining.Count, "trial")} to run, results in {folder.Path}");
        if (state.IsTerminal)
        {
            await LiveSweepProgress.ShowAsync(state, remaining, progress => runner.RunAsync(profile, folder, progress, cancellationToken)).ConfigureAwait(false);
        }
        else
        {
            await runner.RunAsync(profile, folder, new PlainSweepProgress(state.Out, remaining), cancellationToken).ConfigureAwait(false);
        }

        IDeployer DeployerOf(DeploymentKind kind) => kind switch
        {
            DeploymentKind.Local => local,
            DeploymentKind.Swarm => swarm!.Deployer,
            _ => external,
        };
    }

    private async Task<ExitCode> ReportAsync(ReportFolder folder, CancellationToken cancellationToken)
    {
        var sweep = folder.Read();
        new SweepSummaryPrinter(state.Out).Print(sweep, Analyze(sweep, folder));
        Tell(await new ReportWriter().WriteAsync(folder, cancellationToken).ConfigureAwait(false));
        if (IsUsable(sweep.Trials))
        {
            return ExitCode.Success;
        }

        var failed = sweep.Trials.Count(trial => trial.Outcome != TrialOutcome.Completed);
        state.Error.WriteLine($"{(failed > 0 ? $"{Quantity.Count(failed, "trial")} failed" : "No trial may be believed")}. Once the cause is mended, this measures again: "
            + $"harness sweep --resume --retry {NameOf(failed > 0 ? TrialRetry.Failed : TrialRetry.Invalid)} --out {folder.Path}");
        return ExitCode.TrialsFailed;
    }

    /// <summary>What was measured is there, with its page: figures that could not be drawn make no sweep fail.</summary>
    internal void Tell(WrittenReport report)
    {
        state.Out.WriteLine();
        state.Out.WriteLine($"Report: {report.Index}");
        if (report.MissingFigures is { } missing)
        {
            state.Error.WriteLine($"The still figures (PNG, SVG) were not drawn: {missing.TrimEnd('.')}. Where Node is, this draws them: harness report {Path.GetDirectoryName(report.Index)}");
        }
    }

    private static bool IsUsable(IReadOnlyList<TrialResult> trials) =>
        trials.All(trial => trial.Outcome == TrialOutcome.Completed) && trials.Any(trial => trial.Validity.Verdict != Verdict.Invalid);

    private static SweepAnalysis Analyze(SweepResult sweep, ReportFolder folder) =>
        SweepAnalyzer.Analyze(sweep, sweep.Trials.ToDictionary(trial => trial.Id, trial => folder.ReadResponseTimes(trial.Id)));
}
