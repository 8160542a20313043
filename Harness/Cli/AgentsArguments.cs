namespace LoadLab.Harness.Cli;

/// <summary>What the command line says about agents.</summary>
internal sealed record AgentsArguments
{
    /// <summary>How many; null where the profile decides, or there are none.</summary>
    public int? Count { get; init; }

    /// <summary>True where they are waited for instead of started.</summary>
    public bool Join { get; init; }

    /// <summary><c>HOST:PORT</c>.</summary>
    public string? Listen { get; init; }

    /// <summary>File with the token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>TLS with a certificate made for this run.</summary>
    public bool Tls { get; init; }

    /// <summary>TLS with this one (PEM).</summary>
    public string? Certificate { get; init; }

    /// <summary>Its key, where that is in a file of its own.</summary>
    public string? Key { get; init; }
}
