namespace LoadLab.Harness.Agents.Agent;

/// <summary>The command line of an agent.</summary>
internal sealed record AgentOptions
{
    /// <summary>Where the coordinator listens: <c>ws://host:port</c> or <c>wss://host:port</c>.</summary>
    public required Uri Coordinator { get; init; }

    public required string Token { get; init; }

    /// <summary>The name asked for; the coordinator adds to it where another agent has it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the one certificate that is accepted, in hexadecimal digits; null where the machine's own trust decides.</summary>
    public string? Fingerprint { get; init; }

    public AgentLimits Limits { get; init; } = new();

    /// <summary>How long a coordinator that is gone is looked for; null for ever.</summary>
    public TimeSpan? GiveUpAfter { get; init; }
}
