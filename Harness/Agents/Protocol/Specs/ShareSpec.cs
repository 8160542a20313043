namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>A share of a load: every loop of every agent has its own.</summary>
/// <param name="Index">Which share, from 0.</param>
/// <param name="Count">Of how many.</param>
internal sealed record ShareSpec(int Index, int Count);
