using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>One side broke the protocol.</summary>
internal sealed class ProtocolException(RefusalCode code, string reason, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>What kind of breach.</summary>
    public RefusalCode Code { get; } = code;

    /// <summary>The same in a sentence, for a log. Holds nothing that the other side wrote.</summary>
    public string Reason => Message;

    /// <summary>Bytes that are no message, or a value out of its range.</summary>
    public static ProtocolException Malformed(string reason, Exception? cause = null) => new(RefusalCode.Malformed, reason, cause);

    /// <summary>A message at the wrong time.</summary>
    public static ProtocolException OutOfOrder(string reason) => new(RefusalCode.OutOfOrder, reason);
}
