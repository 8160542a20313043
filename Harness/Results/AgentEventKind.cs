namespace LoadLab.Harness.Results;

/// <summary>What happened to an agent. Persisted by name.</summary>
public enum AgentEventKind
{
    /// <summary>It came while load was made.</summary>
    Joined = 0,

    /// <summary>It went as it was told to.</summary>
    Left = 1,

    /// <summary>It was heard of no more.</summary>
    Lost = 2,

    /// <summary>Its connection broke and came back before it was lost.</summary>
    Reconnected = 3,

    /// <summary>It came back after it was lost.</summary>
    Returned = 4,

    /// <summary>The others took over its load.</summary>
    TakenOver = 5,

    /// <summary>The load was divided anew.</summary>
    Shared = 6,

    /// <summary>The trial is measured again.</summary>
    Repeated = 7,

    /// <summary>The load was ended before its time.</summary>
    Ended = 8,
}
