namespace LoadLab.Harness.Deployment.Swarm.Api;

/// <summary>Where a Docker daemon listens and how it is spoken to, as the docker command takes it from <c>DOCKER_HOST</c>.</summary>
/// <param name="Address">As written: <c>unix:///var/run/docker.sock</c>, <c>tcp://10.0.0.5:2376</c>.</param>
/// <param name="CertificateFolder">Folder of <c>ca.pem</c>, which must have signed the daemon's certificate, and of <c>cert.pem</c> and <c>key.pem</c>, which are shown to it; null for a connection without TLS.</param>
internal sealed record DockerHost(Uri Address, string? CertificateFolder = null)
{
    /// <summary>Environment variable with the daemon's address.</summary>
    public const string Variable = "DOCKER_HOST";

    /// <summary>Environment variable with the daemons of other nodes: <c>node2=unix:///run/node2.sock,node3=tcp://10.0.0.6:2376</c>.</summary>
    public const string NodesVariable = "LOADLAB_DOCKER_NODES";

    private const string Default = "unix:///var/run/docker.sock";

    public bool IsUnix => Address.Scheme == "unix";

    /// <summary>Path of the socket of a daemon on this machine.</summary>
    public string SocketPath => Address.AbsolutePath;

    /// <summary>The daemon that the docker command would speak with.</summary>
    /// <exception cref="UserErrorException">The address cannot be understood.</exception>
    public static DockerHost FromEnvironment(IReadOnlyDictionary<string, string> environment) =>
        Parse(environment.GetValueOrDefault(Variable) is { Length: > 0 } text ? text : Default, Variable, environment);

    /// <summary>The daemons of nodes by the nodes' names; empty where the variable is not set.</summary>
    /// <exception cref="UserErrorException">An entry cannot be understood.</exception>
    public static IReadOnlyDictionary<string, DockerHost> NodesFromEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        var nodes = new Dictionary<string, DockerHost>(StringComparer.Ordinal);
        foreach (var entry in (environment.GetValueOrDefault(NodesVariable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (entry.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } address])
            {
                throw Wrong($"{NodesVariable} has the entry '{entry}': write each as the node's name and its daemon's address, such as node2=tcp://10.0.0.6:2376");
            }

            nodes[name] = Parse(address, NodesVariable, environment);
        }

        return nodes;
    }

    public override string ToString() => Address.OriginalString;

    private static DockerHost Parse(string text, string variable, IReadOnlyDictionary<string, string> environment)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            throw Wrong($"{variable} names '{text}', which is no address: write it such as {Default} or tcp://10.0.0.5:2376");
        }

        return address.Scheme switch
        {
            "unix" when address.AbsolutePath.Length > 1 => new DockerHost(address),
            "tcp" or "http" or "https" when address.Host.Length > 0 => OverTcp(address, environment),
            "ssh" => throw Wrong($"{variable} names {text}: ssh is not spoken here; forward the socket (ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock {address.Authority}) and name unix:///tmp/docker.sock"),
            _ => throw Wrong($"{variable} names {text}: the addresses understood are unix:///path and tcp://host:port"),
        };
    }

    // The docker command's own variables. Without them it speaks plainly, whatever the port.
    private static DockerHost OverTcp(Uri address, IReadOnlyDictionary<string, string> environment)
    {
        if (address.Scheme != "https" && environment.GetValueOrDefault("DOCKER_TLS_VERIFY") is null or "")
        {
            return new DockerHost(address);
        }

        var given = environment.GetValueOrDefault("DOCKER_CERT_PATH");
        return new DockerHost(address, string.IsNullOrEmpty(given) ? Path.Combine(environment.GetValueOrDefault("HOME") ?? "/", ".docker") : given);
    }

    private static UserErrorException Wrong(string message) => new(ExitCode.Usage, message + ".");
}
