using LoadLab.Engine;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>A load that agents made together.</summary>
/// <param name="Load">Of all of them together.</param>
/// <param name="Summary">What each did, and what happened to them.</param>
/// <param name="Parts">Each one's own result, in the summary's order.</param>
internal sealed record AgentsLoad(LoadResult Load, AgentsSummary Summary, IReadOnlyList<AgentPart> Parts);
