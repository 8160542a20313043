using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LoadLab.Harness.Agents.Access;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Agents.Launching;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Cli;

/// <summary>A sweep's or run's agents, from their joining to their end.</summary>
internal sealed class AgentsSession : IAsyncDisposable
{
    private readonly AgentCoordinator _coordinator;
    private readonly IAgentLauncher _launcher;
    private readonly X509Certificate2? _certificate;
    private readonly AgentsConfig _config;

    private AgentsSession(AgentCoordinator coordinator, IAgentLauncher launcher, X509Certificate2? certificate, AgentsConfig config)
    {
        _coordinator = coordinator;
        _launcher = launcher;
        _certificate = certificate;
        _config = config;
        Driver = new AgentsLoadDriver(coordinator, launcher, config);
    }

    /// <summary>Has them make a load.</summary>
    public ILoadDriver Driver { get; }

    /// <summary>What the profile says with what the command line says in its place; null where this process makes the load.</summary>
    /// <exception cref="UserErrorException">They do not go together.</exception>
    public static AgentsConfig? Config(AgentsConfig? profile, AgentsArguments arguments)
    {
        if (profile is null && arguments.Count is null)
        {
            return arguments == new AgentsArguments() ? null : throw new UserErrorException(ExitCode.Usage, "The options for agents have no effect without --agents N.");
        }

        if (arguments.Count is < 1 or > 1000)
        {
            throw new UserErrorException(ExitCode.Usage, $"--agents: {arguments.Count} is not between 1 and 1000.");
        }

        var config = profile ?? new AgentsConfig { Count = arguments.Count!.Value };
        return config with
        {
            Count = arguments.Count ?? config.Count,
            Start = arguments.Join ? AgentStart.Join : config.Start,
            Listen = arguments.Listen ?? config.Listen,
        };
    }

    /// <param name="config">See <see cref="Config"/>.</param>
    /// <param name="arguments">The command line's.</param>
    /// <param name="state">The process.</param>
    /// <param name="logFolder">Where the logs of agents that are started go; null for nowhere.</param>
    /// <param name="swarm">Starts them in the swarm, given where they join, the token and the fingerprint; null where there is none.</param>
    /// <param name="cancellationToken">Gives up; what was started is ended.</param>
    /// <exception cref="UserErrorException">They cannot join, or be started.</exception>
    public static async Task<AgentsSession> BeginAsync(
        AgentsConfig config, AgentsArguments arguments, GlobalState state, string? logFolder, Func<AgentJoining, IAgentLauncher>? swarm, CancellationToken cancellationToken)
    {
        var listen = await ListenAtAsync(config.ListenOrDefault, cancellationToken).ConfigureAwait(false);
        var given = AgentToken.Find(arguments.TokenFile is { } file ? Path.GetFullPath(file, state.WorkingDirectory) : null, state.Environment);
        var token = given ?? AgentToken.Create();
        var certificate = ReadCertificate(arguments, state, config.Advertise ?? Dns.GetHostName());
        var options = new CoordinatorOptions { Listen = listen, Token = token, Certificate = certificate, EndsAgents = config.Start != AgentStart.Join };
        var coordinator = await AgentCoordinator.StartAsync(options, state.Time, state.Error.WriteLine).ConfigureAwait(false);
        IAgentLauncher? launcher = null;
        try
        {
            launcher = Launcher(config, new AgentJoining(coordinator.AddressFor, token, coordinator.Fingerprint), logFolder, swarm);
            if (config.Start == AgentStart.Join)
            {
                TellHowToJoin(config, coordinator, given is null ? token : null, state);
            }

            await launcher.EnsureAsync(cancellationToken).ConfigureAwait(false);
            var session = new AgentsSession(coordinator, launcher, certificate, config);
            if (config.Start == AgentStart.Swarm)
            {
                // What keeps agents of other machines from joining would fail every trial, each after its target was deployed: it is told once.
                await session.RequireJoinedAsync(() => launcher.AdviseAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            return session;
        }
        catch
        {
            await coordinator.DisposeAsync().ConfigureAwait(false);
            if (launcher is not null)
            {
                // Of several, some may have been started.
                await launcher.DisposeAsync().ConfigureAwait(false);
            }

            certificate?.Dispose();
            throw;
        }
    }

    /// <summary>Waits for all of them, where there is no profile that says how long.</summary>
    /// <exception cref="UserErrorException">They do not come.</exception>
    public Task RequireJoinedAsync(CancellationToken cancellationToken) => RequireJoinedAsync(() => Task.FromResult("start more of them, or lower --agents."), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _coordinator.DisposeAsync().ConfigureAwait(false);
        await _launcher.DisposeAsync().ConfigureAwait(false);
        _certificate?.Dispose();
    }

    private static IAgentLauncher Launcher(AgentsConfig config, AgentJoining joining, string? logFolder, Func<AgentJoining, IAgentLauncher>? swarm)
    {
        switch (config.Start)
        {
            case AgentStart.Join:
                return new JoiningAgents();
            case AgentStart.Swarm:
                return swarm?.Invoke(joining) ?? throw new UserErrorException(ExitCode.Usage, "Agents can be started in a swarm by a sweep alone: use --agents-join, or leave the placement out.");
            default:
                var logs = logFolder is null ? null : Directory.CreateDirectory(Path.Combine(logFolder, "agents")).FullName;
                return new LocalAgents(config.Count, joining.AddressFor("127.0.0.1"), joining.Token, joining.Fingerprint, logs);
        }
    }

    private async Task RequireJoinedAsync(Func<Task<string>> adviseAsync, CancellationToken cancellationToken)
    {
        try
        {
            await _coordinator.WaitForAsync(_config.Count, _config.Within, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite, $"{e.Message}: {await adviseAsync().ConfigureAwait(false)}");
        }
    }

    private static void TellHowToJoin(AgentsConfig config, AgentCoordinator coordinator, string? madeToken, GlobalState state)
    {
        var host = IPAddress.Any.Equals(coordinator.Listen.Address) || IPAddress.IPv6Any.Equals(coordinator.Listen.Address) ? Dns.GetHostName() : coordinator.Listen.Address.ToString();
        var pin = coordinator.Fingerprint is { } fingerprint ? $" --fingerprint {fingerprint}" : "";
        state.Error.WriteLine($"Waits for {Quantity.Count(config.Count, "agent")} at {coordinator.Listen}. On each machine that shall make load:");
        state.Error.WriteLine($"  ./harness agent --join {coordinator.AddressFor(host).ToString().TrimEnd('/')}{pin}");
        state.Error.WriteLine(madeToken is null
            ? $"with the same token in {AgentToken.Variable} or --token-file."
            : $"with {AgentToken.Variable}={madeToken} in its environment; it was made for this run.");
    }

    private static async Task<IPEndPoint> ListenAtAsync(string text, CancellationToken cancellationToken)
    {
        var read = ListenText.Read(text);
        if (read.Error is { } error)
        {
            throw new UserErrorException(ExitCode.Usage, $"{error}.");
        }

        var (host, port) = read.Value;
        if (IPAddress.TryParse(host, out var address))
        {
            // Names are looked up; 0.0.0.0 and :: are none.
            return new IPEndPoint(address, port);
        }

        try
        {
            return new IPEndPoint((await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false))[0], port);
        }
        catch (SocketException e)
        {
            throw new UserErrorException(ExitCode.Usage, $"'{text}' is no address to listen at: {host} is unknown here ({e.Message}).");
        }
    }

    private static X509Certificate2? ReadCertificate(AgentsArguments arguments, GlobalState state, string host)
    {
        if (arguments.Certificate is not { } file)
        {
            return arguments.Key is null
                ? arguments.Tls ? CoordinatorCertificate.Create(state.Time.GetUtcNow(), host) : null
                : throw new UserErrorException(ExitCode.Usage, "--agents-key has no effect without --agents-certificate.");
        }

        return CoordinatorCertificate.Load(Path.GetFullPath(file, state.WorkingDirectory), arguments.Key is { } key ? Path.GetFullPath(key, state.WorkingDirectory) : null);
    }
}
