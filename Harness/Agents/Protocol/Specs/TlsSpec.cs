namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>How certificates of https targets are checked.</summary>
/// <param name="Verify">False takes any certificate.</param>
/// <param name="CaPem">Certificates to trust besides the machine's own, in PEM; null for none.</param>
/// <param name="Fingerprint">SHA-256 of the one certificate that is accepted, in hexadecimal digits; null for any that is trusted.</param>
internal sealed record TlsSpec(bool Verify, string? CaPem, string? Fingerprint);
