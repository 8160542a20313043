namespace LoadLab.Engine.Scenarios;

/// <summary>Finds figures by name.</summary>
public static class StatsExtensions
{
    /// <exception cref="KeyNotFoundException">No scenario has that name.</exception>
    public static ScenarioStats Get(this IReadOnlyList<ScenarioStats> stats, string scenarioName) =>
        stats.FirstOrDefault(scenario => scenario.ScenarioName == scenarioName) ?? throw new KeyNotFoundException($"No scenario is named '{scenarioName}'.");

    /// <exception cref="KeyNotFoundException">No step of that name was run in the measured part.</exception>
    public static StepStats Get(this IReadOnlyList<StepStats> stats, string stepName) =>
        stats.FirstOrDefault(step => step.StepName == stepName) ?? throw new KeyNotFoundException($"No step named '{stepName}' was run.");

    public static bool Exists(this IReadOnlyList<ScenarioStats> stats, string scenarioName) => stats.Any(scenario => scenario.ScenarioName == scenarioName);

    public static bool Exists(this IReadOnlyList<StepStats> stats, string stepName) => stats.Any(step => step.StepName == stepName);
}
