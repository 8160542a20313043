namespace LoadLab.Harness.Profiles;

/// <summary>What the recommendation looks for among the configurations that hold the SLO.</summary>
public sealed record ObjectiveConfig(ObjectiveKind Kind = ObjectiveKind.MaximiseThroughput);
