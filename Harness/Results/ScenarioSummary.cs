using LoadLab.Engine.Scenarios;

namespace LoadLab.Harness.Results;

/// <summary>What user code gave beyond its iterations as requests.</summary>
public sealed record ScenarioSummary
{
    public required string Name { get; init; }

    /// <summary>Stands for the code that was measured: another text for each change. Null where the code came with the engine's caller.</summary>
    public string? Code { get; init; }

    public required IReadOnlyList<StepSummary> Steps { get; init; }

    /// <summary>What iterations returned; failures first, the most frequent first.</summary>
    public required IReadOnlyList<StatusCodeStats> Statuses { get; init; }

    public static ScenarioSummary? From(ScenarioOutcome? outcome) => outcome is null ? null : new ScenarioSummary
    {
        Name = outcome.Name,
        Code = outcome.Code,
        Steps = [.. outcome.Steps.Select(StepSummary.From)],
        Statuses = outcome.Statuses,
    };
}
