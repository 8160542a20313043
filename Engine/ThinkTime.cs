namespace LoadLab.Engine;

/// <summary>How long a virtual user waits between a response and its next request: uniform between two bounds.</summary>
/// <param name="Minimum">Shortest wait, not negative.</param>
/// <param name="Maximum">Longest wait, not below <paramref name="Minimum"/>.</param>
public sealed record ThinkTime(TimeSpan Minimum, TimeSpan Maximum)
{
    public static ThinkTime None { get; } = new(TimeSpan.Zero, TimeSpan.Zero);
}
