namespace LoadLab.Engine.Scenarios;

/// <summary>Outcomes of the measured iterations and of their steps by name.</summary>
internal sealed record MeasuredOutcomes(OutcomeTally Iterations, IReadOnlyDictionary<string, OutcomeTally> Steps);
