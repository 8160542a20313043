using System.Net;
using System.Net.WebSockets;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Agents.Access;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Translation;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>Has agents make one load together: lets them in, shares the load out, puts together what they measured.</summary>
internal sealed class AgentCoordinator : IAsyncDisposable
{
    /// <summary>A stranger that tries again and again is told of once; so many different ones are kept apart.</summary>
    private const int MostStrangers = 1_000;

    private readonly CoordinatorOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly AgentRoster _roster;
    private readonly CancellationTokenSource _closing = new();
    private readonly HashSet<(IPAddress, RefusalCode)> _strangers = [];
    private readonly Lock _strangersLock = new();
    private AgentHost? _host;
    private AgentsRun? _run;

    private AgentCoordinator(CoordinatorOptions options, TimeProvider time, Action<string> log)
    {
        _options = options;
        _time = time;
        _log = log;
        _roster = new AgentRoster(options.Heartbeat * options.LostAfterHeartbeats);
    }

    /// <summary>The address really listened at.</summary>
    public IPEndPoint Listen => new(_options.Listen.Address, _host!.Port);

    /// <summary>What agents have to pin; null without TLS.</summary>
    public string? Fingerprint => _options.Certificate is { } certificate ? CoordinatorCertificate.FingerprintOf(certificate) : null;

    /// <summary>Agents that are there, in the order of their joining.</summary>
    public IReadOnlyList<JoinedAgent> Agents => _roster.Present;

    /// <param name="options">How it is reached.</param>
    /// <param name="time">Paces it, and labels what was measured.</param>
    /// <param name="log">Told what agents do, one sentence a line; from any thread.</param>
    /// <exception cref="UserErrorException">It cannot listen there.</exception>
    public static async Task<AgentCoordinator> StartAsync(CoordinatorOptions options, TimeProvider time, Action<string> log)
    {
        var coordinator = new AgentCoordinator(options, time, log);
        coordinator._host = await AgentHost.StartAsync(options, coordinator.ServeAsync, coordinator.OnStranger).ConfigureAwait(false);
        return coordinator;
    }

    /// <summary>Where agents that run on the machine <paramref name="host"/> sees have to dial.</summary>
    public Uri AddressFor(string host) => new UriBuilder(_options.Certificate is null ? "ws" : "wss", host, _host!.Port).Uri;

    /// <summary>Waits until so many agents have joined.</summary>
    /// <exception cref="TimeoutException">They have not within the time; the message says how many are there.</exception>
    public async Task WaitForAsync(int count, TimeSpan within, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        while (_roster.Present.Count is var there && there < count)
        {
            if (_time.GetElapsedTime(begun) > within)
            {
                throw new TimeoutException($"{there} of {count} agents joined within {within.TotalSeconds:0.##} s");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a load to its end, or until cancelled; a cancelled run still returns what was measured.</summary>
    /// <param name="load">The whole of it.</param>
    /// <param name="options">How.</param>
    /// <param name="observer">Told of the merged intervals, in order.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="LoadSetupException">No agent can make it, or none was left.</exception>
    /// <exception cref="AgentLostException">An agent was lost, and the options say that the load is to be made again then.</exception>
    public async Task<AgentsLoad> RunAsync(HttpLoad load, AgentsRunOptions options, ILoadObserver? observer, CancellationToken cancellationToken)
    {
        using var run = new AgentsRun(load, options, _options, _roster, observer, _time, _log);
        if (Interlocked.CompareExchange(ref _run, run, null) is not null)
        {
            throw new InvalidOperationException("Another load is still being made.");
        }

        try
        {
            return await run.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _run, null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _roster.Connected)
        {
            if (_options.EndsAgents)
            {
                agent.Send(new Bye("All is measured."));
            }
            else
            {
                agent.Cut(RefusalCode.Closing, "All is measured.");
            }
        }

        for (var waited = 0; waited < 100 && _roster.Connected.Count > 0; waited++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), _time).ConfigureAwait(false);
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        if (_host is not null)
        {
            await _host.DisposeAsync().ConfigureAwait(false);
        }

        _closing.Dispose();
    }

    /// <summary>One connection, from the upgrade to its end.</summary>
    private async Task ServeAsync(WebSocket socket, IPAddress address, CancellationToken aborted)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted, _closing.Token);
        await using var channel = new MessageChannel(socket, Side.Coordinator, _time);
        try
        {
            var (hello, answer) = await GreetAsync(channel, over.Token).ConfigureAwait(false);
            var agent = _roster.FindOrAdd(hello.Instance, hello.Name, answer.Capabilities, IsNeeded);
            var run = Volatile.Read(ref _run);
            var goesOn = answer.Running is { } running && run?.IsParticipant(agent, running.Run) == true;
            await channel.SendAsync(
                new Welcome(agent.Name, WireTime.Ns(_options.Heartbeat), WireTime.Ns(_options.Lease), goesOn ? run!.Id : null, goesOn ? run!.NextSequenceOf(agent) : 0), over.Token).ConfigureAwait(false);
            await ServeAsync(agent, channel, goesOn, over.Token).ConfigureAwait(false);
        }
        catch (ProtocolException e)
        {
            TellOfStranger(address, e.Code, e.Message);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
        {
            // Closed in the middle of the handshake: nobody to tell.
        }
    }

    private bool IsNeeded(JoinedAgent agent) => Volatile.Read(ref _run)?.HasTakenPart(agent) == true;

    private void OnStranger(IPAddress address) => TellOfStranger(address, RefusalCode.Malformed, "it does not speak as agents do.");

    private async Task ServeAsync(JoinedAgent agent, MessageChannel channel, bool goesOn, CancellationToken cancellationToken)
    {
        using var link = new AgentLink(channel, _options.Heartbeat, cancellationToken);
        agent.Attach(link);
        _log($"{agent.Name} ({agent.Capabilities.Host}) {(goesOn ? "came back" : "joined")}.");
        Volatile.Read(ref _run)?.OnJoined(agent, goesOn);
        try
        {
            await link.ServeAsync(agent, message => OnMessage(agent, message)).ConfigureAwait(false);
        }
        finally
        {
            if (agent.Detach(link) && !_closing.IsCancellationRequested)
            {
                _log($"{agent.Name}'s connection ended.");
            }
        }
    }

    private void OnMessage(JoinedAgent agent, Message message)
    {
        var run = Volatile.Read(ref _run);
        if (message is Leave && run?.IsParticipant(agent, run.Id) != true)
        {
            agent.Send(new Bye("It had nothing to do."));
            return;
        }

        run?.OnMessage(agent, message);
    }

    private async Task<(Hello Hello, Answer Answer)> GreetAsync(MessageChannel channel, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ProtocolLimits.Handshake);
        var hello = await NextAsync<Hello>(channel, deadline.Token).ConfigureAwait(false);
        if (ProtocolVersion.Shared(hello.Versions) is not { } version)
        {
            throw await RefuseAsync(channel, RefusalCode.WrongVersion,
                $"This coordinator ({ProductVersion.Text}) speaks version {string.Join(", ", ProtocolVersion.Spoken)} of the protocol, the agent ({hello.Product}) {string.Join(", ", hello.Versions)}: use the same LoadLab for both.").ConfigureAwait(false);
        }

        var nonce = Handshake.NewNonce();
        await channel.SendAsync(
            new Challenge(version, nonce, Handshake.CoordinatorProof(_options.Token, hello.Nonce, nonce)), deadline.Token).ConfigureAwait(false);
        var answer = await NextAsync<Answer>(channel, deadline.Token).ConfigureAwait(false);
        return Handshake.IsAgent(answer, _options.Token, nonce, hello.Nonce)
            ? (hello, answer)
            : throw await RefuseAsync(channel, RefusalCode.WrongToken, "The token is another one.").ConfigureAwait(false);
    }

    private static async Task<T> NextAsync<T>(MessageChannel channel, CancellationToken cancellationToken) where T : Message =>
        await channel.ReceiveAsync(cancellationToken).ConfigureAwait(false) switch
        {
            T expected => expected,
            Bye bye => throw new ProtocolException(RefusalCode.WrongToken, bye.Reason),
            _ => throw new WebSocketException("closed in the middle of the handshake"),
        };

    private static async Task<ProtocolException> RefuseAsync(MessageChannel channel, RefusalCode code, string reason)
    {
        using var patience = new CancellationTokenSource(ProtocolLimits.Handshake);
        await channel.SendAsync(new Refused(code, Sentence.Of(reason)), patience.Token).ConfigureAwait(false);
        // To the other side's close: broken off at once, the refusal might be lost with the connection.
        await channel.ReceiveAsync(patience.Token).ConfigureAwait(false);
        return new ProtocolException(code, reason);
    }

    private void TellOfStranger(IPAddress address, RefusalCode code, string reason)
    {
        lock (_strangersLock)
        {
            if (_strangers.Count >= MostStrangers || !_strangers.Add((address, code)))
            {
                return;
            }
        }

        _log($"Refused a connection from {address}: {reason}");
    }
}
