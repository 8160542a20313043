using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LoadLab.Engine.Http;

/// <summary>This side of every TLS connection, loaded from its <see cref="TlsOptions"/>: whom it trusts, and what it shows.</summary>
public sealed class TlsClient : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly TlsOptions _options;
    private readonly X509Certificate2Collection _roots;
    private readonly X509Certificate2? _own;
    private readonly ConcurrentDictionary<string, CertificateCheck> _checks = new(StringComparer.OrdinalIgnoreCase);

    private TlsClient(TlsOptions options, X509Certificate2Collection roots, X509Certificate2? own)
    {
        _options = options;
        _roots = roots;
        _own = own;
    }

    /// <exception cref="LoadSetupException">A file cannot be read, or holds something else.</exception>
    public static TlsClient Load(TlsOptions options) => new(options, LoadRoots(options.CaFile), LoadOwn(options));

    /// <summary>For a handshake with one host. Nothing is fetched from a network to check its certificate.</summary>
    /// <param name="host">The host of the address: sent as the server's name, and the name that the certificate must be for; null where the caller's stack sets it.</param>
    /// <param name="protocols">Application protocols to offer, the preferred first; null for those that the caller's stack sets itself.</param>
    public SslClientAuthenticationOptions OptionsFor(string? host, IReadOnlyList<SslApplicationProtocol>? protocols) => new()
    {
        TargetHost = host,
        ApplicationProtocols = protocols is null ? null : [.. protocols],
        RemoteCertificateValidationCallback = Accepts,
        CertificateChainPolicy = ChainPolicy(),
        ClientCertificateContext = _own is null ? null : SslStreamCertificateContext.Create(_own, null, offline: true),
    };

    /// <summary>A handler that asks whatever host its requests name, with the same trust.</summary>
    public SocketsHttpHandler CreateHandler() => new() { SslOptions = OptionsFor(host: null, protocols: null), UseProxy = false, AllowAutoRedirect = false };

    /// <summary>Why a handshake failed and how to mend it, for a user to read.</summary>
    public string Explain(string host, Exception failure)
    {
        if (failure is AuthenticationException && CheckOf(host).Refusal is { } refusal)
        {
            return refusal;
        }

        var cause = failure.GetBaseException().Message.TrimEnd('.');
        return $"The TLS handshake with {host} failed: {cause}. Check that this port speaks TLS, and whether it asks for a client certificate.";
    }

    public void Dispose()
    {
        _own?.Dispose();
        foreach (var root in _roots)
        {
            root.Dispose();
        }
    }

    /// <summary>A policy of its own for each chain: building a chain adds to it.</summary>
    internal static X509ChainPolicy ChainPolicy() => new()
    {
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        ApplicationPolicy = { new Oid(ServerAuthentication) },
    };

    /// <summary>Called by the TLS stack at the end of each handshake, on its thread.</summary>
    private bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        CheckOf(((SslStream)sender).TargetHostName).Accepts(certificate as X509Certificate2, chain, errors);

    private CertificateCheck CheckOf(string host) => _checks.GetOrAdd(host, name => new CertificateCheck(name, _options, _roots));

    private static X509Certificate2Collection LoadRoots(string? file)
    {
        var roots = new X509Certificate2Collection();
        if (file is not null)
        {
            Read(file, () => roots.ImportFromPemFile(file));
            if (roots.Count == 0)
            {
                throw new LoadSetupException($"{file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).");
            }
        }

        return roots;
    }

    private static X509Certificate2? LoadOwn(TlsOptions options)
    {
        if (options.CertificateFile is not { } file)
        {
            return null;
        }

        X509Certificate2? own = null;
        Read(options.KeyFile ?? file, () => own = X509Certificate2.CreateFromPemFile(file, options.KeyFile));
        return OperatingSystem.IsWindows() ? WithStoredKey(own!) : own;
    }

    /// <summary>Windows wants the key in its own store to show it.</summary>
    private static X509Certificate2 WithStoredKey(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }

    private static void Read(string file, Action read)
    {
        try
        {
            read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new LoadSetupException($"{file} cannot be used for TLS: {failure.Message}", failure);
        }
    }
}
