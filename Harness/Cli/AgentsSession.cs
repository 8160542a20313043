using System.Net;
using System.Security.Cryptography.X509Certificates;
using LoadLab.Harness.Agents.Access;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Agents.Launching;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Cli;

/// <summary>A sweep's or run's agents, from their joining to their end.</summary>
internal sealed class AgentsSession : IAsyncDisposable
{
    private readonly AgentCoordinator _coordinator;
    private readonly IAgentLauncher _launcher;
    private readonly X509Certificate2? _certificate;

    private AgentsSession(AgentCoordinator coordinator, IAgentLauncher launcher, X509Certificate2? certificate, ILoadDriver driver)
    {
        _coordinator = coordinator;
        _launcher = launcher;
        _certificate = certificate;
        Driver = driver;
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
        var listen = ReadListen(config.ListenOrDefault);
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
            if (config.Start == AgentStart.Swarm)
            {
                await RequireJoinedAsync(config, coordinator, launcher, cancellationToken).ConfigureAwait(false);
            }

            return new AgentsSession(coordinator, launcher, certificate, new AgentsLoadDriver(coordinator, launcher, config));
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

    /// <summary>What keeps agents of other machines from joining would fail every trial, each after its target was deployed: it is told once.</summary>
    private static async Task RequireJoinedAsync(AgentsConfig config, AgentCoordinator coordinator, IAgentLauncher launcher, CancellationToken cancellationToken)
    {
        try
        {
            await coordinator.WaitForAsync(config.Count, config.Within, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite, $"{e.Message}: {await launcher.AdviseAsync(cancellationToken).ConfigureAwait(false)}");
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

    private static IPEndPoint ReadListen(string text) => IPEndPoint.TryParse(text, out var point) && text.Contains(':', StringComparison.Ordinal)
        ? point
        : throw new UserErrorException(ExitCode.Usage, $"'{text}' is no address to listen at; write it as 0.0.0.0:7710, an address of this machine and a port.");

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
