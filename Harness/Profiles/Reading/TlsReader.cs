using LoadLab.Engine.Http;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>load.tls</c>.</summary>
internal static class TlsReader
{
    public static TlsOptions Read(SectionReader tls)
    {
        var verify = tls.Boolean("verify") ?? true;
        CheckFits(tls, verify);
        return new TlsOptions
        {
            VerifyCertificate = verify,
            CaFile = ReadFile(tls, "ca_file"),
            Fingerprint = ReadFingerprint(tls),
            CertificateFile = ReadFile(tls, "certificate_file"),
            KeyFile = ReadFile(tls, "key_file"),
        };
    }

    private static void CheckFits(SectionReader tls, bool verify)
    {
        foreach (var key in new[] { "ca_file", "fingerprint" }.Where(key => !verify && tls.Has(key)))
        {
            tls.Fail(key, "has no effect beside 'verify: false': remove the one or the other");
        }

        if (tls.Has("key_file") && !tls.Has("certificate_file"))
        {
            tls.Fail("key_file", "has no effect without 'certificate_file', the certificate that it belongs to");
        }
    }

    private static string? ReadFingerprint(SectionReader tls)
    {
        var text = tls.Has("fingerprint") ? tls.Text("fingerprint") : null;
        if (text is not null && !tls.Context.IsUnresolved(text) && !TlsOptions.IsFingerprint(text))
        {
            tls.Fail("fingerprint", $"'{text}' is not a SHA-256 fingerprint: give its 64 hexadecimal digits, as 'openssl x509 -noout -fingerprint -sha256' prints them");
        }

        return text;
    }

    private static string? ReadFile(SectionReader tls, string key)
    {
        if (!tls.Has(key) || tls.Text(key) is not { } text || tls.Context.IsUnresolved(text))
        {
            return null;
        }

        var path = tls.Context.Resolve(text);
        if (tls.Context.CheckFiles && !File.Exists(path))
        {
            tls.Fail(key, $"there is no file {path}");
        }

        return path;
    }
}
