using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LoadLab.Harness.Cli.Doctor;

/// <summary>What only some uses need.</summary>
internal static class OptionalChecks
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];

    public static CheckResult Chromium(DoctorContext context) =>
        Browsers.Select(context.FindProgram).FirstOrDefault(path => path is not null) is { } path
            ? CheckResult.Ok("Chromium", path)
            : CheckResult.Warn("Chromium", "not found; only LoadLab's own tests of reports need it", "Debian: apt-get install chromium");

    /// <summary>Only targets by https need it.</summary>
    public static CheckResult Tls()
    {
        try
        {
            using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
            return JudgeTls(roots.Certificates.Count);
        }
        catch (Exception error) when (error is CryptographicException or TypeInitializationException or DllNotFoundException)
        {
            return CheckResult.Warn("TLS", $"https targets cannot be loaded: {error.GetBaseException().Message}", "install OpenSSL's library (Debian: apt-get install libssl3)");
        }
    }

    internal static CheckResult JudgeTls(int authorities) => authorities > 0
        ? CheckResult.Ok("TLS", $"{authorities} certificate authorities are trusted")
        : CheckResult.Warn("TLS", "no certificate authority is trusted, so https targets need a CA file of their own", "Debian: apt-get install ca-certificates; or give --ca-file (load.tls.ca_file)");
}
