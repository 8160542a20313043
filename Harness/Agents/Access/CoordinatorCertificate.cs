using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LoadLab.Harness.Agents.Access;

/// <summary>The certificate with which a coordinator proves who it is: a given one, or one made for this run that agents know by its fingerprint.</summary>
internal static class CoordinatorCertificate
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    /// <exception cref="UserErrorException">A file cannot be read, or holds something else.</exception>
    public static X509Certificate2 Load(string certificateFile, string? keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new UserErrorException(ExitCode.Usage, $"{certificateFile} cannot be used as the coordinator's certificate: {e.Message}");
        }
    }

    /// <summary>A new one with a new key, for the names by which agents may call this machine.</summary>
    public static X509Certificate2 Create(DateTimeOffset now, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=LoadLab coordinator", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        // Clocks of two machines may differ by minutes.
        return request.CreateSelfSigned(now - TimeSpan.FromHours(1), now + Validity);
    }

    /// <summary>SHA-256 of the certificate, as 64 hexadecimal digits.</summary>
    public static string FingerprintOf(X509Certificate certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
