using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Agents.Translation;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>The agents that have joined. Thread-safe.</summary>
/// <param name="silence">Who has not been heard of for longer is taken for gone, whatever its connection looks like.</param>
internal sealed class AgentRoster(TimeSpan silence)
{
    private readonly Lock _lock = new();
    private readonly List<JoinedAgent> _agents = [];

    /// <summary>Those that are there now, in the order of their joining: connected, and not silent.</summary>
    public IReadOnlyList<JoinedAgent> Present
    {
        get
        {
            var sinceNs = MonotonicClock.NowNs() - WireTime.Ns(silence);
            return [.. Connected.Where(agent => agent.HeardNs >= sinceNs)];
        }
    }

    /// <summary>Those with a connection, dead ones included.</summary>
    public IReadOnlyList<JoinedAgent> Connected
    {
        get
        {
            lock (_lock)
            {
                return [.. _agents.Where(agent => agent.IsConnected)];
            }
        }
    }

    /// <summary>How many are remembered.</summary>
    internal int Known
    {
        get
        {
            lock (_lock)
            {
                return _agents.Count;
            }
        }
    }

    /// <summary>The agent of this process, known before or new under a name that no other one has.</summary>
    /// <param name="instance">The process.</param>
    /// <param name="name">The name it asks for.</param>
    /// <param name="capabilities">What it says it can do.</param>
    /// <param name="isNeeded">Whether a run still speaks of an agent that is gone: its name is not given to another then.</param>
    public JoinedAgent FindOrAdd(Guid instance, string name, AgentCapabilities capabilities, Predicate<JoinedAgent> isNeeded)
    {
        lock (_lock)
        {
            if (_agents.FirstOrDefault(agent => agent.Instance == instance) is not { } found)
            {
                // Processes that ended would fill the list over the days, and hold their names.
                _agents.RemoveAll(agent => !agent.IsConnected && !agent.IsArriving && !isNeeded(agent));
                _agents.Add(found = new JoinedAgent(instance, Unused(name), capabilities));
            }

            found.Arrives(ProtocolLimits.Handshake);
            return found;
        }
    }

    private string Unused(string name)
    {
        var candidate = name;
        for (var number = 2; _agents.Any(agent => agent.Name == candidate); number++)
        {
            var suffix = $"-{number}";
            candidate = name[..Math.Min(name.Length, ProtocolLimits.NameCharacters - suffix.Length)] + suffix;
        }

        return candidate;
    }
}
