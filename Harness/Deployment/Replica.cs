namespace LoadLab.Harness.Deployment;

/// <summary>One instance of the target.</summary>
/// <param name="Index">0, 1, 2…</param>
/// <param name="Endpoint">Base address, without a path.</param>
/// <param name="Managed">True where LoadLab started it and knows its resources.</param>
internal sealed record Replica(int Index, Uri Endpoint, bool Managed)
{
    /// <summary>The machine it runs on; null for this one.</summary>
    public string? Node { get; init; }

    /// <summary>It shares this machine's processors, whatever its node is called.</summary>
    public bool IsHere { get; init; } = true;
}
