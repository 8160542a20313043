using LoadLab.Engine;
using LoadLab.Harness.Agents.Coordinator;

namespace LoadLab.Harness.Experiments;

/// <summary>A load that was made.</summary>
/// <param name="Load">What came of it.</param>
/// <param name="Agents">How agents made it together; null where this process made it.</param>
internal sealed record DrivenLoad(LoadResult Load, AgentsLoad? Agents = null);
