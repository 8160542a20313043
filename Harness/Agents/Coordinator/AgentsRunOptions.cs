using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>How agents make one load together.</summary>
internal sealed record AgentsRunOptions
{
    public AgentLossPolicy OnLoss { get; init; }

    /// <summary>The trial's folder, under which each agent's intervals are kept; null keeps none.</summary>
    public string? Folder { get; init; }

    /// <summary>Processors of agents on this machine; null for any.</summary>
    public IReadOnlyList<int>? ProcessorsHere { get; init; }
}
