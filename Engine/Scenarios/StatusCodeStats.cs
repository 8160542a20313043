namespace LoadLab.Engine.Scenarios;

/// <summary>How often one status came, with the first message that came with it.</summary>
public sealed record StatusCodeStats(string StatusCode, bool IsError, string Message, long Count);
