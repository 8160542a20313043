namespace LoadLab.Harness.Agents.Protocol;

/// <summary>Versions of the protocol.</summary>
internal static class ProtocolVersion
{
    /// <summary>What this side speaks, the newest first.</summary>
    public static IReadOnlyList<int> Spoken { get; } = [1];

    /// <summary>The newest version that both speak; null where there is none.</summary>
    public static int? Shared(IReadOnlyList<int> others) =>
        Spoken.Intersect(others).Select(version => (int?)version).Max();
}
