using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LoadLab.Harness.Tests.Deployment.Images;

/// <summary>Debian's docker-registry on the loopback address of the daemon's network, where daemons speak without TLS. It wants a login.</summary>
internal sealed partial class TestRegistry : IDisposable
{
    public const string User = "test";
    public const string Password = "secret:with colon";

    private const string Program = "/usr/bin/docker-registry";

    // Of the password, by bcrypt with its least cost.
    private const string Hash = "$2y$05$abcdefghijklmnopqrstuui90UCXlqHq3TkXktXCP2l38BnuREfvm";

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private TestRegistry()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "users"), $"{User}:{Hash}\n");
        var file = Path.Combine(_folder.Path, "registry.yml");
        File.WriteAllText(file, $$"""
            version: 0.1
            storage: { filesystem: { rootdirectory: {{_folder.Path}}/data } }
            http: { addr: "127.0.0.1:0" }
            auth: { htpasswd: { realm: test, path: {{_folder.Path}}/users } }
            """);
        string[] enter = NodeNetwork is { } network ? ["nsenter", $"--net={network}"] : [];
        string[] command = [.. enter, Program, "serve", file];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        // Its log of requests. A pipe that is full would stop it.
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Goes when it does.</summary>
    public string Folder => _folder.Path;

    /// <summary>As the daemon reaches it.</summary>
    public string Address { get; private set; } = "";

    // A node of docker/test-swarm has its network beside its socket.
    private static string? NodeNetwork =>
        TestDaemon.Host is { IsUnix: true } host && Path.Combine(Path.GetDirectoryName(host.SocketPath)!, "net") is var file && File.Exists(file) ? file : null;

    /// <summary>Why it cannot be started; null where it can.</summary>
    public static string? WhyNot() => TestDaemon.Host switch
    {
        _ when !File.Exists(Program) => "docker-registry is not installed: apt-get install docker-registry.",
        { IsUnix: false } => "The Docker daemon is on another machine, and would not reach a registry here.",
        _ when NodeNetwork is not null && !Environment.IsPrivilegedProcess => "Only root may start a registry in the network of a test swarm's node.",
        _ => null,
    };

    public static async Task<TestRegistry> StartAsync()
    {
        var registry = new TestRegistry();
        while (await registry._process.StandardError.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                registry.Address = match.Groups["address"].Value;
                _ = registry._process.StandardError.ReadToEndAsync();
                return registry;
            }
        }

        registry.Dispose();
        throw new InvalidOperationException("docker-registry has ended.");
    }

    /// <summary>The digest that a tag stands for, from the registry's own files.</summary>
    public string DigestOf(string repository, string tag) =>
        File.ReadAllText(Path.Combine(_folder.Path, "data/docker/registry/v2/repositories", repository, "_manifests/tags", tag, "current/link"));

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex("msg=\"listening on (?<address>[^\"]+)\"")]
    private static partial Regex Listening();
}
