namespace LoadLab.Engine.Scenarios;

/// <summary>Bytes moved both ways, as the responses said.</summary>
public sealed record DataTransferStats(long AllBytes);
