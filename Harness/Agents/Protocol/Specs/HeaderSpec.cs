namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>One header of a request.</summary>
internal sealed record HeaderSpec(string Name, string Value);
