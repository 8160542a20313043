using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>How a coordinator is reached, and by whom.</summary>
internal sealed record CoordinatorOptions
{
    /// <summary>Port 0 for any that is free.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>The secret that agents must know.</summary>
    public required string Token { get; init; }

    /// <summary>With its key, to speak TLS; null to speak without.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>True where agents are of no more use after this coordinator, so that they end with it.</summary>
    public bool EndsAgents { get; init; }

    /// <summary>How often each side tells that it is there.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After so many heartbeats without a word an agent is taken for lost.</summary>
    public int LostAfterHeartbeats { get; init; } = 3;

    /// <summary>How long an agent goes on without a word from here. Above what makes it lost, so that it may come back in time.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(5);
}
