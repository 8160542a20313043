using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Agents.Translation;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>An agent that the coordinator knows, over all of its connections. Thread-safe.</summary>
/// <param name="instance">Its process.</param>
/// <param name="name">The name it goes by here.</param>
/// <param name="capabilities">What it said it can do.</param>
internal sealed class JoinedAgent(Guid instance, string name, AgentCapabilities capabilities)
{
    private readonly Lock _lock = new();
    private readonly ClockEstimate _clock = new();
    private AgentLink? _link;
    private long _heardNs = MonotonicClock.NowNs();
    private long _arrivesUntilNs;

    public Guid Instance { get; } = instance;

    public string Name { get; } = name;

    public AgentCapabilities Capabilities { get; } = capabilities;

    /// <summary>It runs on the machine of this process.</summary>
    public bool IsHere => Capabilities.Machine == Machines.MachineIdentity.Text;

    public bool IsConnected => Volatile.Read(ref _link) is not null;

    /// <summary>It proved itself and its connection is about to be served.</summary>
    public bool IsArriving => MonotonicClock.NowNs() < Volatile.Read(ref _arrivesUntilNs);

    /// <summary>When the last message came.</summary>
    public long HeardNs => Volatile.Read(ref _heardNs);

    /// <summary>What it last told of its process; null before.</summary>
    public Health? Health { get; private set; }

    /// <summary>Its clock minus this one's, and how far that may be off, in ns.</summary>
    public (long OffsetNs, long ErrorNs) ClockNow()
    {
        lock (_lock)
        {
            var nowNs = MonotonicClock.NowNs();
            return _clock.IsKnown ? (_clock.OffsetNs, _clock.ErrorNs(nowNs)) : (0, 0);
        }
    }

    public long ToItsClock(long localNs)
    {
        lock (_lock)
        {
            return _clock.ToRemote(localNs);
        }
    }

    public long ToThisClock(long itsNs)
    {
        lock (_lock)
        {
            return _clock.ToLocal(itsNs);
        }
    }

    /// <summary>Sends, where it is connected; otherwise the message is lost, as it would be on the way.</summary>
    public void Send(Message message) => Volatile.Read(ref _link)?.Send(message);

    /// <summary>Cuts its connection, so that it has to come again and say what it has not been acknowledged.</summary>
    public void Cut(RefusalCode code, string reason) => Volatile.Read(ref _link)?.Cut(code, reason);

    internal void Arrives(TimeSpan within) =>
        Volatile.Write(ref _arrivesUntilNs, MonotonicClock.NowNs() + WireTime.Ns(within));

    internal void Heard() => Volatile.Write(ref _heardNs, MonotonicClock.NowNs());

    internal void OnHealth(Health health) => Health = health;

    internal void OnPong(Pong pong, long t3Ns)
    {
        lock (_lock)
        {
            _clock.Add(pong.T0Ns, pong.T1Ns, pong.T2Ns, t3Ns);
        }
    }

    /// <summary>Takes a new connection, in place of the one before if that is still there.</summary>
    internal void Attach(AgentLink link)
    {
        Heard();
        Volatile.Write(ref _arrivesUntilNs, 0);
        Interlocked.Exchange(ref _link, link)?.Cut(RefusalCode.Closing, "Another connection took its place.");
    }

    /// <returns>False where another connection has taken its place.</returns>
    internal bool Detach(AgentLink link) => Interlocked.CompareExchange(ref _link, null, link) == link;
}
