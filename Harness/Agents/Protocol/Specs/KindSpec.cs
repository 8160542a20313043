namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>Counts of one kind of request in an interval.</summary>
internal sealed record KindSpec(long Sent, long Ok, long Failed);
