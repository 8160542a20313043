namespace LoadLab.Benchmarks.Clients;

/// <summary>What a client told about its own run. Null for what it does not tell.</summary>
internal sealed record ClientReport
{
    /// <summary>Requests answered, by its own count.</summary>
    public required long Requests { get; init; }

    /// <summary>Requests that failed or had an answer of 400 and above.</summary>
    public required long Failed { get; init; }

    public double? P50Ms { get; init; }

    public double? P90Ms { get; init; }

    public double? P99Ms { get; init; }

    /// <summary>CPU time of one request in the measured part in µs, without start-up and end.</summary>
    public double? SteadyCpuUs { get; init; }

    /// <summary>Anything that a reader must know of this run.</summary>
    public string? Remark { get; init; }
}
