using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>What a check found wrong.</summary>
/// <param name="Verdict">How bad it is.</param>
/// <param name="Reason">One sentence with the figure and its threshold.</param>
internal sealed record Finding(Verdict Verdict, string Reason);
