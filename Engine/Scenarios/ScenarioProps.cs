using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Scenarios;

/// <summary>A scenario and how it is to run. Immutable: each With method returns a changed copy.</summary>
public sealed record ScenarioProps
{
    internal ScenarioProps(string name, Func<IScenarioContext, Task<IResponse>>? run)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ScenarioName = name;
        Run = run;
    }

    public string ScenarioName { get; }

    /// <summary>One iteration; null for an empty scenario, which has only init and clean.</summary>
    public Func<IScenarioContext, Task<IResponse>>? Run { get; }

    /// <summary>Run once before any load.</summary>
    public Func<IScenarioInitContext, Task>? Init { get; private init; }

    /// <summary>Run once after all load, also after a run that failed.</summary>
    public Func<IScenarioInitContext, Task>? Clean { get; private init; }

    /// <summary>Load at the first stage's level before measuring; 30 s unless set, as in NBomber.</summary>
    public TimeSpan WarmUpDuration { get; private init; } = TimeSpan.FromSeconds(30);

    /// <summary>The stages; one user for a minute unless set, as in NBomber.</summary>
    public IReadOnlyList<LoadSimulation> LoadSimulations { get; private init; } = [new KeepConstant(1, TimeSpan.FromMinutes(1))];

    /// <summary>Whether a failed step ends its iteration, which then counts as failed.</summary>
    public bool RestartIterationOnFail { get; private init; } = true;

    /// <summary>Failed iterations after which the whole test is stopped; null for no limit.</summary>
    public int? MaxFailCount { get; private init; }

    public ScenarioProps WithInit(Func<IScenarioInitContext, Task> init) => this with { Init = init };

    public ScenarioProps WithClean(Func<IScenarioInitContext, Task> clean) => this with { Clean = clean };

    public ScenarioProps WithoutWarmUp() => this with { WarmUpDuration = TimeSpan.Zero };

    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public ScenarioProps WithWarmUpDuration(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return this with { WarmUpDuration = duration };
    }

    public ScenarioProps WithLoadSimulations(params LoadSimulation[] loadSimulations) => this with { LoadSimulations = [.. loadSimulations] };

    public ScenarioProps WithRestartIterationOnFail(bool shouldRestart) => this with { RestartIterationOnFail = shouldRestart };

    /// <exception cref="ArgumentOutOfRangeException">The count is below one.</exception>
    public ScenarioProps WithMaxFailCount(int maxFailCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxFailCount, 1);
        return this with { MaxFailCount = maxFailCount };
    }
}
