namespace LoadLab.Engine.Scenarios;

/// <summary>Bytes that an iteration moved; a size without direction, as scenarios give it, counts as received.</summary>
internal readonly record struct IterationBytes(long Sent, long Received);
