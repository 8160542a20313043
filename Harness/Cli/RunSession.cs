using LoadLab.Engine;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Deployment.External;
using LoadLab.Harness.Deployment.Local;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Experiments.Checks;
using LoadLab.Harness.Results;
using LoadLab.Harness.UserCode;

namespace LoadLab.Harness.Cli;

/// <summary>One call of <c>harness run</c>.</summary>
internal sealed class RunSession(GlobalState state)
{
    /// <exception cref="UserErrorException">Anything that a user can mend.</exception>
    public async Task<ExitCode> RunAsync(RunArguments arguments, CancellationToken cancellationToken)
    {
        var plan = RunPlan.Create(arguments, state.WorkingDirectory);
        var folder = arguments.Out is { } output ? MakeFolder(Path.GetFullPath(output, state.WorkingDirectory)) : null;
        var library = await new ScenarioPreparation(state).BuildAsync([plan.Load], cancellationToken).ConfigureAwait(false);
        plan = plan.Resolve(arguments.Seed, library);
        var agentsConfig = AgentsSession.Config(null, arguments.Agents);
        if (agentsConfig is not null && plan.Load.Code is not null)
        {
            throw new UserErrorException(ExitCode.Usage, "--agents: scenarios in C# run in this process alone; leave out the one or the other.");
        }

        await TargetReach.RequireAsync(plan.Targets.Distinct(), plan.Load.Tls, cancellationToken).ConfigureAwait(false);
        await using var agents = agentsConfig is null ? null : await AgentsSession.BeginAsync(agentsConfig, arguments.Agents, state, folder, swarm: null, cancellationToken).ConfigureAwait(false);
        if (agents is not null)
        {
            await agents.RequireJoinedAsync(cancellationToken).ConfigureAwait(false);
        }

        var job = new LoadJob
        {
            Config = plan.Load,
            Targets = plan.Targets,
            Seed = arguments.Seed,
            Processors = ProcessorPlan.Create(ProcessorPlan.Allowed(), plan.Load.Loops).Generator,
            Folder = folder,
        };
        var measurement = await MeasureAsync(plan, job, library, agents, quiet: arguments.Json, cancellationToken).ConfigureAwait(false);
        var result = new RunResult(plan.Title, LoadSummary.From(measurement.Load), AssessValidity(plan, measurement), measurement.Agents?.Summary);
        Print(arguments, plan, result);
        return measurement.Load.Cancelled ? ExitCode.Interrupted : result.Validity.Verdict == Verdict.Invalid ? ExitCode.TrialsFailed : ExitCode.Success;
    }

    private async Task<Measurement> MeasureAsync(RunPlan plan, LoadJob job, ScenarioLibrary library, AgentsSession? agents, bool quiet, CancellationToken cancellationToken)
    {
        var progress = new RunProgress(state.IsTerminal && !quiet ? state.Out : TextWriter.Null);
        try
        {
            await using var deployment = new ExternalDeployment(plan.Targets);
            var drivers = new LoadDrivers(agents?.Driver ?? new HttpLoadDriver(), new ScenarioLoadDriver(library, state.Error, state.Time));
            return await new TrialMeasurement(drivers, state.Time).RunAsync(deployment, null, job, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (LoadSetupException e)
        {
            throw new UserErrorException(plan.Load.Code is null ? ExitCode.TargetUnavailable : ExitCode.TrialsFailed, e.Message);
        }
        catch (ArgumentException e)
        {
            throw new UserErrorException(ExitCode.Usage, e.Message);
        }
        finally
        {
            progress.Clear();
        }
    }

    private static Validity AssessValidity(RunPlan plan, Measurement measurement) => TrialValidity.Assess(new TrialEvidence
    {
        Load = measurement.Load,
        LoadConfig = plan.Load,
        Intervals = measurement.Intervals,
        Machine = measurement.Machine,
        Agents = measurement.Agents,
    });

    private void Print(RunArguments arguments, RunPlan plan, RunResult result)
    {
        if (arguments.Json)
        {
            state.Out.WriteLine(RunResultJson.Write(result));
        }
        else
        {
            new RunSummaryPrinter(state.Out).Print(plan, result);
        }
    }

    private static string MakeFolder(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(ExitCode.ReportFolder, $"{path} cannot be written: {e.Message} Choose another with --out.");
        }
    }
}
