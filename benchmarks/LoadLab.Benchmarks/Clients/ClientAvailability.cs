namespace LoadLab.Benchmarks.Clients;

/// <summary>Whether a client can run on this machine.</summary>
/// <param name="Version">As it tells it; null where it is missing.</param>
/// <param name="Missing">What to do to have it; null where it is there.</param>
internal sealed record ClientAvailability(string? Version, string? Missing)
{
    public static ClientAvailability From(string? version, string install) =>
        version is null ? new ClientAvailability(null, $"not installed: {install}") : new ClientAvailability(version, null);
}
