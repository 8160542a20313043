namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>Every so-manieth row of a feed, to its end.</summary>
/// <param name="First">Index of the first row.</param>
/// <param name="Stride">Rows from one to the next.</param>
internal sealed record RowPart(long First, long Stride);
