namespace LoadLab.Benchmarks.SideBySide;

/// <summary>The order of the clients within a repetition.</summary>
internal static class Rotation
{
    /// <summary>
    /// Each repetition runs every client once and begins one further on, so that a slow stretch of the machine meets different clients and
    /// none always runs after the same other one's heat.
    /// </summary>
    public static IEnumerable<T> Turn<T>(IReadOnlyList<T> items, int repetition) =>
        Enumerable.Range(0, items.Count).Select(i => items[(i + repetition) % items.Count]);
}
