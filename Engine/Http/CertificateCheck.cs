using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LoadLab.Engine.Http;

/// <summary>Whether the certificate of one host is accepted, and in a user's words why not.</summary>
internal sealed class CertificateCheck(string host, TlsOptions options, X509Certificate2Collection roots)
{
    private const string HowToTrust =
        "To trust it, give its issuer's certificate with --ca-file (load.tls.ca_file); to send without checking it, use --insecure (load.tls.verify: false).";

    private volatile string? _refusal;

    /// <summary>Why a certificate was not accepted; null where none was refused.</summary>
    public string? Refusal => _refusal;

    public bool Accepts(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (!options.VerifyCertificate)
        {
            return true;
        }

        var refusal = certificate is null ? $"{host} shows no certificate." : Refuse(certificate, chain, errors);
        if (refusal is not null)
        {
            _refusal = refusal;
        }

        return refusal is null;
    }

    private string? Refuse(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (options.Fingerprint is { } expected)
        {
            return RefuseOther(certificate, expected);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"The certificate of {host} is for other names ({NamesOf(certificate)}). Use one of them in the address; "
                + "to send without checking it, use --insecure (load.tls.verify: false).";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && !LeadsToRoots(certificate, chain)
            ? $"The certificate of {host} is not trusted: {Reason(certificate, chain)}. {HowToTrust}"
            : null;
    }

    private string? RefuseOther(X509Certificate2 certificate, string expected)
    {
        var found = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        return string.Equals(found, expected.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
            ? null
            : $"The certificate of {host} has the SHA-256 fingerprint {found}, not the one that load.tls.fingerprint asks for.";
    }

    private bool LeadsToRoots(X509Certificate2 certificate, X509Chain? chain)
    {
        if (roots.Count == 0)
        {
            return false;
        }

        using var own = new X509Chain { ChainPolicy = TlsClient.ChainPolicy() };
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
        foreach (var shown in chain?.ChainPolicy.ExtraStore ?? [])
        {
            own.ChainPolicy.ExtraStore.Add(shown);
        }

        return own.Build(certificate);
    }

    private static string Reason(X509Certificate2 certificate, X509Chain? chain)
    {
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return $"it is valid from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd} only";
        }

        return certificate.Subject == certificate.Issuer
            ? "it is signed by itself"
            : $"its issuer ({certificate.Issuer}) is not known to this machine ({status})";
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is null
            ? certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)
            : string.Join(", ", names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())));
    }
}
