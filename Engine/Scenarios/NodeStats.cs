namespace LoadLab.Engine.Scenarios;

/// <summary>The figures of a whole test.</summary>
public sealed record NodeStats(TestInfo TestInfo, IReadOnlyList<ScenarioStats> ScenarioStats)
{
    public long AllRequestCount => ScenarioStats.Sum(scenario => scenario.AllRequestCount);

    public long AllOkCount => ScenarioStats.Sum(scenario => scenario.AllOkCount);

    public long AllFailCount => ScenarioStats.Sum(scenario => scenario.AllFailCount);

    public long AllBytes => ScenarioStats.Sum(scenario => scenario.AllBytes);
}
