namespace LoadLab.Harness.Results;

/// <summary>Why a target failed. Persisted by name.</summary>
public enum FailureKind
{
    /// <summary>None of the others; the sentence says more.</summary>
    Other = 0,

    /// <summary>A replica ran out of its memory limit.</summary>
    OutOfMemory = 1,

    /// <summary>Whoever should have started it would not: an image that is not there, more than the machines have.</summary>
    Rejected = 2,

    /// <summary>A replica was not ready in time.</summary>
    NotReady = 3,

    /// <summary>A replica ended by itself, for another reason than memory.</summary>
    Ended = 4,
}
