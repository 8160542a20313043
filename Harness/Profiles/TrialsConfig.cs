namespace LoadLab.Harness.Profiles;

/// <summary>How often and in which order the configurations are measured.</summary>
public sealed record TrialsConfig
{
    public int Repeats { get; init; } = 3;

    public TrialOrder Order { get; init; } = TrialOrder.Shuffled;

    public int Seed { get; init; } = 42;
}
