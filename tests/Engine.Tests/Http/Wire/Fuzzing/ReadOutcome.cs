using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Tests.Http.Wire.Fuzzing;

/// <summary>What was made of some bytes.</summary>
/// <param name="Status">Where the response stands.</param>
/// <param name="Length">Bytes of a complete response; 0 otherwise.</param>
/// <param name="StatusCode">Of a complete response; 0 otherwise.</param>
/// <param name="KeepsAlive">Of a complete response; false otherwise.</param>
/// <param name="EndsWithConnection">An incomplete response that a close would complete.</param>
internal readonly record struct ReadOutcome(ParseStatus Status, int Length = 0, int StatusCode = 0, bool KeepsAlive = false, bool EndsWithConnection = false)
{
    public static ReadOutcome Malformed { get; } = new(ParseStatus.Malformed);

    public static ReadOutcome Incomplete { get; } = new(ParseStatus.Incomplete);
}
