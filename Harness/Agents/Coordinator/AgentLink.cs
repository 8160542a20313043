using System.Threading.Channels;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>One connection of an agent that has proved itself: sends in order, tells what comes, and keeps asking for the time.</summary>
internal sealed class AgentLink : IDisposable
{
    /// <summary>Exchanges in quick succession at the beginning: the shortest of them is that without a queue on the way.</summary>
    private const int FirstExchanges = 16;

    private static readonly TimeSpan BetweenFirst = TimeSpan.FromMilliseconds(20);

    private readonly MessageChannel _channel;
    private readonly TimeSpan _heartbeat;
    private readonly Channel<Message> _outgoing = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _over;
    private Refused? _cut;

    public AgentLink(MessageChannel channel, TimeSpan heartbeat, CancellationToken cancellationToken)
    {
        _channel = channel;
        _heartbeat = heartbeat;
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    public void Send(Message message) => _outgoing.Writer.TryWrite(message);

    public void Cut(RefusalCode code, string reason)
    {
        if (Interlocked.CompareExchange(ref _cut, new Refused(code, Sentence.Of(reason)), null) is null)
        {
            Send(_cut!);
            _outgoing.Writer.TryComplete();
            // An agent that stands still takes nothing, not even this.
            CloseWithin(ProtocolLimits.Closing + ProtocolLimits.Closing);
        }
    }

    /// <summary>Serves until the connection ends, whoever ends it.</summary>
    /// <param name="agent">Whose it is.</param>
    /// <param name="onMessage">Told of each message that concerns a run.</param>
    /// <exception cref="ProtocolException">The agent broke the rules.</exception>
    public async Task ServeAsync(JoinedAgent agent, Action<Message> onMessage)
    {
        var sending = SendAsync();
        var pinging = PingAsync();
        try
        {
            while (await _channel.ReceiveAsync(_over.Token).ConfigureAwait(false) is { } message)
            {
                agent.Heard();
                switch (message)
                {
                    case Pong pong:
                        agent.OnPong(pong, MonotonicClock.NowNs());
                        break;
                    case Health health:
                        agent.OnHealth(health);
                        break;
                    default:
                        onMessage(message);
                        break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Gone, which the agent's silence tells.
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            await _over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(sending, pinging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _over.Dispose();

    private async Task SendAsync()
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(_over.Token).ConfigureAwait(false))
        {
            try
            {
                await _channel.SendAsync(message, _over.Token).ConfigureAwait(false);
            }
            catch (ProtocolException)
            {
                // The agent ended its run meanwhile, so there is nobody to take the order.
            }

            if (message is Refused or Bye)
            {
                // The agent reads it and closes; broken off at once, the message might be lost with the connection.
                CloseWithin(ProtocolLimits.Closing);
                return;
            }
        }
    }

    private void CloseWithin(TimeSpan time)
    {
        try
        {
            _over.CancelAfter(time);
        }
        catch (ObjectDisposedException)
        {
            // It is closed.
        }
    }

    private async Task PingAsync()
    {
        for (var id = 0; ; id++)
        {
            Send(new Ping(id, MonotonicClock.NowNs()));
            await Task.Delay(id < FirstExchanges ? BetweenFirst : _heartbeat, _over.Token).ConfigureAwait(false);
        }
    }
}
