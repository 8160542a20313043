namespace LoadLab.Engine.Scenarios;

/// <summary>
/// Begins the description of a test of several scenarios. NBomber's programs move over with
/// <c>using NBomberRunner = LoadLab.Engine.Scenarios.ScenarioRunner;</c> among their using lines.
/// </summary>
public static class ScenarioRunner
{
    /// <summary>The scenarios run at the same time.</summary>
    public static ScenarioTest RegisterScenarios(params ScenarioProps[] scenarios) => new(scenarios);
}
