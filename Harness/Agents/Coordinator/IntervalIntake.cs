using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>Holds an agent's intervals against their numbers and their chain: what is lost, comes twice, out of order or altered is seen here.</summary>
/// <param name="run">The run.</param>
/// <param name="agent">The agent's name.</param>
internal sealed class IntervalIntake(Guid run, string agent)
{
    private readonly IntervalChain _chain = new(run, agent);

    /// <summary>The interval that comes next.</summary>
    public int Next => _chain.Next;

    /// <summary>Intervals that came again, as after a reconnect; they count once.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Times that an interval came before one that should have.</summary>
    public int Gaps { get; private set; }

    /// <summary>Digest of the last interval taken.</summary>
    public ReadOnlyMemory<byte> Digest => Next > 0 ? _chain.Digest : default;

    public ChainLink Take(Interval interval)
    {
        var link = _chain.Verify(interval);
        Duplicates += link == ChainLink.Repeated ? 1 : 0;
        Gaps += link == ChainLink.Gap ? 1 : 0;
        return link;
    }
}
