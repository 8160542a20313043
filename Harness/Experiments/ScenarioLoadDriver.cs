using System.Text;
using LoadLab.Engine;
using LoadLab.Engine.Scenarios;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;
using LoadLab.Harness.UserCode;

namespace LoadLab.Harness.Experiments;

/// <summary>Runs user code in this process.</summary>
/// <param name="library">The code, built.</param>
/// <param name="log">Where the code's messages go that belong to no trial's folder.</param>
/// <param name="time">Labels the start.</param>
internal sealed class ScenarioLoadDriver(ScenarioLibrary library, TextWriter log, TimeProvider time) : ILoadDriver
{
    /// <summary>Runs whose code has not ended yet.</summary>
    private readonly List<ScenarioResult> _unended = [];

    /// <inheritdoc/>
    /// <remarks>The code is loaded anew for each run.</remarks>
    public async Task<DrivenLoad> RunAsync(LoadJob job, ILoadObserver? observer, CancellationToken cancellationToken)
    {
        var code = job.Config.Code!;
        using var assembly = library.Load(code.Path);
        var scenario = Find(assembly, code, job);
        await using var file = OpenLog(job.Folder);
        _unended.RemoveAll(run => run.StillRunning == 0);
        var leftovers = _unended.Sum(run => run.StillRunning);
        var engine = new ScenarioEngine(time, new ScenarioLogger(file ?? log));
        var result = await engine.RunAsync(scenario, OptionsOf(job), observer, cancellationToken).ConfigureAwait(false);
        _unended.Add(result);
        return new DrivenLoad(result.Load with { Scenario = result.Load.Scenario! with { Code = library.Identity(code.Path), Leftovers = leftovers } });
    }

    /// <summary>Whatever the number of its processors, the code is one loop, which has all slots.</summary>
    private static EngineOptions OptionsOf(LoadJob job) => job.Options with { MaxConnectionsPerLoop = job.Config.MaxConnections };

    /// <summary>Code that could be asked before its target was there may still fail with it; that is one trial's failure.</summary>
    private static ScenarioProps Find(ScenarioAssembly assembly, ScenarioCodeConfig code, LoadJob job)
    {
        try
        {
            return assembly.Find(code.Scenario, job.Targets, code.Settings, job.Seed)
                .WithLoadSimulations([.. job.Config.Simulations])
                .WithWarmUpDuration(job.Config.WarmUp);
        }
        catch (UserErrorException error)
        {
            throw new LoadSetupException(error.Message, error);
        }
    }

    private static StreamWriter? OpenLog(string? folder)
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            return new StreamWriter(Path.Combine(folder, ReportFolder.ScenarioLogFile), append: false, new UTF8Encoding(false)) { AutoFlush = true };
        }
        catch (Exception error) when (ReportFolder.IsFileFailure(error))
        {
            throw new UserErrorException(ExitCode.ReportFolder, $"The scenario's log cannot be written to {folder}: {error.Message}");
        }
    }
}
