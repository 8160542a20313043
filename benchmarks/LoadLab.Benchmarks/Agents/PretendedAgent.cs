using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Agent;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Benchmarks.Agents;

/// <summary>Speaks the protocol as an agent does, on a connection of its own, and makes no load.</summary>
/// <param name="options">Where and as whom it joins.</param>
/// <param name="capabilities">What it says it can do.</param>
/// <param name="random">Seeded.</param>
/// <param name="sums">Gets every sample that it tells of.</param>
internal sealed class PretendedAgent(AgentOptions options, AgentCapabilities capabilities, Random random, DirectSums sums)
{
    public const string Transport = "epoll";

    private readonly AgentUsage _usage = new();
    private Guid? _run;

    /// <summary>Serves until the coordinator lets it go.</summary>
    /// <exception cref="BenchmarkException">It was refused, or the connection was lost.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var link = await CoordinatorLink.OpenAsync(options, Guid.NewGuid(), capabilities, running: null, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var health = TellHealthAsync(link, over.Token);
        await ServeAsync(link, over.Token).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await health.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(CoordinatorLink link, CancellationToken cancellationToken)
    {
        PretendedRun? prepared = null;
        var running = Task.CompletedTask;
        while (await link.Channel.ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            var nowNs = MonotonicClock.NowNs();
            switch (message)
            {
                case Ping ping:
                    await link.Channel.SendAsync(new Pong(ping.Id, ping.T0Ns, nowNs, MonotonicClock.NowNs()), cancellationToken).ConfigureAwait(false);
                    break;
                case Prepare prepare:
                    prepared = new PretendedRun(prepare, link.Welcome.Name, random, sums);
                    await link.Channel.SendAsync(new Prepared(prepare.Run, Transport, TransportNote: null), cancellationToken).ConfigureAwait(false);
                    break;
                case Start start:
                    _run = start.Run;
                    running = prepared!.RunAsync(link.Channel, start.AtNs, cancellationToken);
                    break;
                case Bye:
                    await running.ConfigureAwait(false);
                    return;
                case Refused refused:
                    throw new BenchmarkException(ExitCode.ExperimentFailed, $"{options.Name} was refused: {refused.Reason}");
                default:
                    // Acknowledgements: nothing is sent again here.
                    break;
            }
        }

        throw new BenchmarkException(ExitCode.ExperimentFailed, $"{options.Name} lost its connection.");
    }

    private async Task TellHealthAsync(CoordinatorLink link, CancellationToken cancellationToken)
    {
        var heartbeat = TimeSpan.FromTicks(link.Welcome.HeartbeatNs / TimeSpan.NanosecondsPerTick);
        while (true)
        {
            await Task.Delay(heartbeat, cancellationToken).ConfigureAwait(false);
            try
            {
                await link.Channel.SendAsync(_usage.Take(_run, unacknowledged: 0), cancellationToken).ConfigureAwait(false);
            }
            catch (ProtocolException)
            {
                // The run ended meanwhile.
                _run = null;
            }
        }
    }
}
