namespace LoadLab.Harness.Profiles;

/// <summary>YAML: <c>maximise: throughput</c>, <c>minimise: cost</c>, <c>minimise: p99</c>.</summary>
public enum ObjectiveKind
{
    MaximiseThroughput = 0,

    /// <summary>Cost per million successful requests; needs prices and CPU or memory limits.</summary>
    MinimiseCost = 1,

    MinimiseP99 = 2,
}
