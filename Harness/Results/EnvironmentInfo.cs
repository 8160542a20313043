namespace LoadLab.Harness.Results;

/// <summary>Where and with what a sweep was measured; written to <c>environment.json</c> at its start.</summary>
public sealed record EnvironmentInfo
{
    public required string LoadLabVersion { get; init; }

    public required string Runtime { get; init; }

    public required string OperatingSystem { get; init; }

    public required string Kernel { get; init; }

    public required string CpuModel { get; init; }

    public required int Processors { get; init; }

    public required long MemoryBytes { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}
