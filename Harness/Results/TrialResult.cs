using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Results;

/// <summary>One trial as stored in <c>trials/&lt;id&gt;/trial.json</c>: written once, whole, after the trial.</summary>
public sealed record TrialResult
{
    /// <summary><c>c03-r2</c>: configuration and repeat.</summary>
    public required string Id { get; init; }

    public required string ConfigurationId { get; init; }

    /// <summary>1, 2, 3…</summary>
    public required int Repeat { get; init; }

    /// <summary>Place in the order actually run, from 1.</summary>
    public required int Sequence { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TrialOutcome Outcome { get; init; }

    /// <summary>Why it failed, for a reader; null when completed.</summary>
    public string? Failure { get; init; }

    /// <summary>The same for a program; null where the target did not fail, and in results of versions that did not tell.</summary>
    public FailureKind? FailureKind { get; init; }

    /// <summary>Null when the target never got ready.</summary>
    public LoadSummary? Load { get; init; }

    /// <summary>One entry per replica; empty for external targets.</summary>
    public IReadOnlyList<ReplicaUsage> Replicas { get; init; } = [];

    /// <summary>The limits in force and how they were enforced; null for external targets.</summary>
    public EnforcedLimits? Limits { get; init; }

    /// <summary>May this trial be believed?</summary>
    public required Validity Validity { get; init; }

    /// <summary>Time the target needed from start to ready, in seconds.</summary>
    public double? ReadySeconds { get; init; }

    /// <summary>Mean seconds per request of each stage the target reports in its metrics, by stage name; empty where it reports none.</summary>
    public IReadOnlyDictionary<string, double> StageSeconds { get; init; } = new Dictionary<string, double>();

    /// <summary>The batches that the target ran; null where it told of none.</summary>
    public BatchSummary? Batches { get; init; }

    /// <summary>Who made the load; null where the harness made it itself, and in results of versions without agents.</summary>
    public AgentsSummary? Agents { get; init; }
}
