namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>How far an agent is with the run that it began.</summary>
/// <param name="Run">The run.</param>
/// <param name="NextSequence">The number that its next message of intervals and result would get: all before it are made.</param>
internal sealed record RunProgress(Guid Run, int NextSequence);
