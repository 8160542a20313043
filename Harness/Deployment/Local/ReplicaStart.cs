namespace LoadLab.Harness.Deployment.Local;

/// <summary>Everything needed to start one replica.</summary>
internal sealed record ReplicaStart
{
    /// <summary>Program and arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>Added to the harness's own environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Takes standard output and standard error. A file, not a pipe: a chatty target must not cost the harness CPU.</summary>
    public required string LogFile { get; init; }

    /// <summary>Processors it may run on; null for any.</summary>
    public required IReadOnlyList<int>? Processors { get; init; }

    /// <summary>Control groups to enter before the command starts.</summary>
    public required IReadOnlyList<string> CgroupFolders { get; init; }
}
