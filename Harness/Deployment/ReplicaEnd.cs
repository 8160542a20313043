using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment;

/// <summary>That a replica ended by itself.</summary>
/// <param name="Sentence">Which one and how, for a user to read.</param>
/// <param name="Kind">The same for a program.</param>
internal sealed record ReplicaEnd(string Sentence, FailureKind Kind = FailureKind.Ended);
