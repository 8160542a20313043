using System.Text.Json.Serialization;
using LoadLab.Engine.Scenarios;

namespace LoadLab.Harness.Results;

/// <summary>One step of a scenario over a trial.</summary>
public sealed record StepSummary
{
    public required string Name { get; init; }

    /// <summary>How long successful runs took.</summary>
    public required LatencySummary Duration { get; init; }

    public required long Failed { get; init; }

    /// <summary>Moved both ways.</summary>
    public required long Bytes { get; init; }

    /// <summary>Failures first, the most frequent first.</summary>
    public required IReadOnlyList<StatusCodeStats> Statuses { get; init; }

    /// <summary>Failed share of all runs, 0 to 1; 0 when there were none.</summary>
    [JsonIgnore]
    public double ErrorRate => Duration.Count + Failed is var all and > 0 ? (double)Failed / all : 0;

    public static StepSummary From(StepResult step) => new()
    {
        Name = step.Name,
        Duration = LatencySummary.From(step.Ok),
        Failed = step.Failed.Count,
        Bytes = step.Bytes,
        Statuses = step.Statuses,
    };
}
