using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment;

/// <summary>The target could not be started, did not get ready, or died; the message is for a user to read.</summary>
internal sealed class DeploymentFailedException : Exception
{
    public DeploymentFailedException(string message) : base(message) { }

    public DeploymentFailedException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>A replica ended by itself.</summary>
    public DeploymentFailedException(ReplicaEnd end) : base(end.Sentence) => Kind = end.Kind;

    /// <summary>The same for a program.</summary>
    public FailureKind Kind { get; init; } = FailureKind.Other;
}
