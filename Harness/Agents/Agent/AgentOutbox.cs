using System.Threading.Channels;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Agent;

/// <summary>What an agent has to say: control messages of the connection, and a run's intervals, which are kept until the coordinator has them.</summary>
internal sealed class AgentOutbox
{
    private readonly Lock _lock = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Queue<Message> _control = new();
    private readonly List<Message> _lasting = [];
    private readonly LinkedList<Interval> _intervals = new();
    private LinkedListNode<Interval>? _nextToSend;
    private Message? _last;
    private bool _isLastSent;

    /// <summary>Intervals that the coordinator has not acknowledged.</summary>
    public int Unacknowledged
    {
        get
        {
            lock (_lock)
            {
                return _intervals.Count;
            }
        }
    }

    /// <summary>A message of this connection; lost with it.</summary>
    public void Send(Message message)
    {
        lock (_lock)
        {
            _control.Enqueue(message);
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>A message of the run, said again on each new connection: the old one may have gone with it unread.</summary>
    public void SendLasting(Message message)
    {
        lock (_lock)
        {
            _lasting.Add(message);
        }

        Send(message);
    }

    public void Add(Interval interval)
    {
        lock (_lock)
        {
            var node = _intervals.AddLast(interval);
            _nextToSend ??= node;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>The run's last word, sent after all of its intervals and again after a reconnect.</summary>
    public void Finish(Message last)
    {
        lock (_lock)
        {
            _last = last;
            _isLastSent = false;
        }

        _signal.Writer.TryWrite(true);
    }

    public void Acknowledge(int sequence)
    {
        lock (_lock)
        {
            while (_intervals.First is { } first && first.Value.Sequence <= sequence)
            {
                if (first == _nextToSend)
                {
                    _nextToSend = first.Next;
                }

                _intervals.RemoveFirst();
            }
        }
    }

    /// <summary>On a new connection: nothing of the old one's control, and every interval from this one on again.</summary>
    public void BeginConnection(int nextSequence)
    {
        Acknowledge(nextSequence - 1);
        lock (_lock)
        {
            _control.Clear();
            _lasting.ForEach(_control.Enqueue);
            _nextToSend = _intervals.First;
            _isLastSent = false;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Forgets the run.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _lasting.Clear();
            _intervals.Clear();
            _nextToSend = null;
            _last = null;
        }
    }

    /// <summary>The next message to send, waited for.</summary>
    public async ValueTask<Message> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake() is { } message)
            {
                return message;
            }

            await _signal.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Message? TryTake()
    {
        lock (_lock)
        {
            if (_control.TryDequeue(out var control))
            {
                return control;
            }

            if (_nextToSend is { } node)
            {
                _nextToSend = node.Next;
                return node.Value;
            }

            if (_last is null || _isLastSent)
            {
                return null;
            }

            _isLastSent = true;
            return _last;
        }
    }
}
