namespace LoadLab.Harness.Agents.Launching;

/// <summary>What an agent needs to join.</summary>
/// <param name="AddressFor">The coordinator's address for whoever sees its machine under a name.</param>
/// <param name="Token">What it has to know.</param>
/// <param name="Fingerprint">What it pins; null without TLS.</param>
internal sealed record AgentJoining(Func<string, Uri> AddressFor, string Token, string? Fingerprint);
