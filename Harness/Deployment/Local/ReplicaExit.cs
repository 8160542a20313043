namespace LoadLab.Harness.Deployment.Local;

/// <summary>How a replica's first process ended.</summary>
/// <param name="Code">As a shell counts: 128 + the signal for a killed one.</param>
internal readonly record struct ReplicaExit(int Code)
{
    // sh's own code of ReplicaGuard for a control group that cannot be entered.
    private const int NoGroup = 125;

    // POSIX sh: found but not executable, and not found.
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    /// <summary>The guard ended without a word: somebody killed it, and the replica with it.</summary>
    public static ReplicaExit GuardLost { get; } = new(-1);

    /// <summary>What happened, to follow "replica 0".</summary>
    public string Describe() => Code switch
    {
        -1 => "lost its guard process, which somebody must have killed",
        NoGroup => "could not enter its control group",
        NotExecutable => "could not be started: its command is not executable",
        NotFound => "could not be started: its command was not found",
        > 128 => $"was ended by signal {Code - 128}",
        _ => $"ended with exit code {Code}",
    };
}
