using System.Text.Json;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>A service that goes on from one trial into the next.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Spec">As it is.</param>
internal sealed record KeptService(string Id, ServiceSpec Spec)
{
    /// <summary>Whether its replicas can serve as another service's: the two differ in their number alone.</summary>
    /// <remarks>A change of anything else replaces every task, which was measured to take as long as making the service anew.</remarks>
    public bool CanBecome(ServiceSpec other) => Text(Spec) == Text(other with { Mode = Spec.Mode });

    private static string Text(ServiceSpec spec) => JsonSerializer.Serialize(spec);
}
