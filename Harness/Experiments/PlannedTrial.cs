using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Experiments;

/// <summary>One trial still to be run.</summary>
/// <param name="Id"><c>c03-r2</c>: configuration and repeat.</param>
/// <param name="Configuration">What is measured.</param>
/// <param name="Repeat">1, 2, 3…</param>
/// <param name="Sequence">Place in the order of running, from 1.</param>
internal sealed record PlannedTrial(string Id, Configuration Configuration, int Repeat, int Sequence);
