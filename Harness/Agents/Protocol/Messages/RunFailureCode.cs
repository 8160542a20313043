using System.Text.Json.Serialization;

namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Why a run has no result. On the wire by name: never rename.</summary>
[JsonConverter(typeof(WireEnumConverter<RunFailureCode>))]
internal enum RunFailureCode
{
    /// <summary>The agent's owner does not let it: a target, a rate, a duration.</summary>
    NotAllowed = 0,

    /// <summary>It could not be made ready or begun.</summary>
    CannotStart = 1,

    /// <summary>It went on until it met a limit that the agent's owner set.</summary>
    CapReached = 2,

    /// <summary>Anything else.</summary>
    Failed = 3,
}
