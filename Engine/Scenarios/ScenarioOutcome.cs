namespace LoadLab.Engine.Scenarios;

/// <summary>What a run of user code tells beyond its iterations as requests.</summary>
public sealed record ScenarioOutcome
{
    public required string Name { get; init; }

    /// <summary>Stands for the code that ran, where whoever loaded it says so.</summary>
    public string? Code { get; init; }

    /// <summary>In alphabetical order.</summary>
    public required IReadOnlyList<StepResult> Steps { get; init; }

    /// <summary>What measured iterations returned: failures first, the most frequent first, each with the first message that came with it.</summary>
    public required IReadOnlyList<StatusCodeStats> Statuses { get; init; }

    /// <summary>Iterations of earlier runs that had not ended when this one began, where whoever ran them says so.</summary>
    public int Leftovers { get; init; }

    internal static ScenarioOutcome From(string name, MeasuredOutcomes outcomes) => new()
    {
        Name = name,
        Steps = [.. outcomes.Steps.OrderBy(step => step.Key, StringComparer.Ordinal).Select(step => StepResult.From(step.Key, step.Value))],
        Statuses = [.. outcomes.Iterations.Statuses(areErrors: true), .. outcomes.Iterations.Statuses(areErrors: false)],
    };
}
