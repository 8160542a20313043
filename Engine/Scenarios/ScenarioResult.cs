namespace LoadLab.Engine.Scenarios;

/// <summary>What one scenario's run gave.</summary>
public sealed class ScenarioResult
{
    internal ScenarioResult(string scenarioName, LoadResult load, MeasuredOutcomes outcomes)
    {
        Load = load with { Scenario = ScenarioOutcome.From(scenarioName, outcomes) };
        Stats = ScenarioStats.From(scenarioName, load, outcomes);
    }

    /// <summary>Iterations as requests, in the engine's own terms.</summary>
    public LoadResult Load { get; }

    /// <summary>Iterations and steps under NBomber's names.</summary>
    public ScenarioStats Stats { get; }
}
