using System.Text.Json.Serialization;

namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Why a connection was refused. On the wire by name: never rename.</summary>
[JsonConverter(typeof(WireEnumConverter<RefusalCode>))]
internal enum RefusalCode
{
    /// <summary>The other side does not know the token.</summary>
    WrongToken = 0,

    /// <summary>There is no version that both speak.</summary>
    WrongVersion = 1,

    /// <summary>There are as many agents as there may be.</summary>
    TooMany = 2,

    /// <summary>Bytes that are no message, or a message with a value out of its range.</summary>
    Malformed = 3,

    /// <summary>A message that may not come in this state of the conversation, or of another run.</summary>
    OutOfOrder = 4,

    /// <summary>A message longer than it may be.</summary>
    TooLarge = 5,

    /// <summary>More messages a second than there may be.</summary>
    TooFast = 6,

    /// <summary>The coordinator ends, or gave up waiting.</summary>
    Closing = 7,
}
