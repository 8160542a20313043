namespace LoadLab.Harness.Agents.Protocol;

/// <summary>Where agents knock.</summary>
internal static class AgentEndpoint
{
    /// <summary>Path of the WebSocket.</summary>
    public const string Path = "/agent";

    /// <summary>Name of the protocol in the WebSocket's handshake (RFC 6455 section 1.9).</summary>
    public const string SubProtocol = "loadlab.agent";
}
