using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary>What <c>harness run --json</c> prints.</summary>
/// <param name="Target">The target and the request.</param>
/// <param name="Load">What was measured.</param>
/// <param name="Validity">Whether it may be believed.</param>
/// <param name="Agents">Who made the load; null where this process did.</param>
internal sealed record RunResult(string Target, LoadSummary Load, Validity Validity, AgentsSummary? Agents);
