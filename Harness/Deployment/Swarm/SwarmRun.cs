using LoadLab.Harness.Deployment.Local;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>One harness's use of a swarm: everything it makes there carries these labels, so that it is found again and nothing else is.</summary>
/// <param name="Id">Different for each run, fit for names.</param>
/// <param name="Owner">The process that answers for what was made.</param>
internal sealed record SwarmRun(string Id, SwarmOwner Owner)
{
    public const string RunLabel = "io.loadlab.run";
    public const string OwnerLabel = "io.loadlab.owner";

    /// <summary>A new run of this process.</summary>
    public static SwarmRun Begin() => new(Guid.NewGuid().ToString("N")[..10], SwarmOwner.Of(ProcessIdentity.Current));

    public IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string> { [RunLabel] = Id, [OwnerLabel] = Owner.ToText() };

    /// <summary>The label as a daemon's filter takes it.</summary>
    public string Filter => $"{RunLabel}={Id}";

    public string ServiceName => $"loadlab-{Id}";

    public string NetworkName => $"loadlab-{Id}";
}
