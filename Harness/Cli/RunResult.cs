using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary>What <c>harness run --json</c> prints.</summary>
/// <param name="Target">The target and the request.</param>
/// <param name="Load">What was measured.</param>
/// <param name="Validity">Whether it may be believed.</param>
internal sealed record RunResult(string Target, LoadSummary Load, Validity Validity);
