namespace LoadLab.Engine.Http;

/// <summary>How TLS is spoken with targets whose address begins with <c>https</c>. Versions and ciphers are the system's.</summary>
public sealed record TlsOptions
{
    /// <summary>Whether the target's certificate must be trusted by this machine and be for the host of the address.</summary>
    public bool VerifyCertificate { get; init; } = true;

    /// <summary>PEM file with certificates that are trusted beside those of this machine; null for none.</summary>
    public string? CaFile { get; init; }

    /// <summary>SHA-256 fingerprint of the one certificate that is accepted, in hexadecimal digits; null for any that is trusted.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>PEM file with the certificate to show to the target; null for none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with its key; null where <see cref="CertificateFile"/> holds it too.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Whether a text is a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons between them.</summary>
    public static bool IsFingerprint(string text)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit);
    }
}
