using LoadLab.Engine;

namespace LoadLab.Harness.Experiments;

/// <summary>Gives each load to the driver that can make it.</summary>
/// <param name="http">For requests that the profile describes.</param>
/// <param name="scenarios">For user code.</param>
internal sealed class LoadDrivers(ILoadDriver http, ILoadDriver scenarios) : ILoadDriver
{
    public Task<DrivenLoad> RunAsync(LoadJob job, ILoadObserver? observer, CancellationToken cancellationToken) =>
        (job.Config.Code is null ? http : scenarios).RunAsync(job, observer, cancellationToken);
}
