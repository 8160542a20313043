namespace LoadLab.Engine.Scenarios;

/// <summary>What one scenario's run gave.</summary>
public sealed class ScenarioResult
{
    private readonly Func<int> _running;

    /// <param name="scenarioName">Its name.</param>
    /// <param name="load">Iterations as requests.</param>
    /// <param name="outcomes">What the code returned.</param>
    /// <param name="running">Tells the iterations that have not ended.</param>
    internal ScenarioResult(string scenarioName, LoadResult load, MeasuredOutcomes outcomes, Func<int> running)
    {
        _running = running;
        Load = load with { Scenario = ScenarioOutcome.From(scenarioName, outcomes) };
        Stats = ScenarioStats.From(scenarioName, load, outcomes);
    }

    /// <summary>Iterations that go on although the run is over, at the moment of asking.</summary>
    public int StillRunning => _running();

    /// <summary>Iterations as requests, in the engine's own terms.</summary>
    public LoadResult Load { get; }

    /// <summary>Iterations and steps under NBomber's names.</summary>
    public ScenarioStats Stats { get; }
}
