namespace LoadLab.Engine.Http;

/// <summary>The rows <paramref name="First"/>, first + stride, first + 2·stride… of a feed, up to its last.</summary>
/// <param name="First">Index of the first row, from 0; there may be no such row, and then there is none.</param>
/// <param name="Stride">At least 1.</param>
public readonly record struct RowShare(long First, long Stride);
