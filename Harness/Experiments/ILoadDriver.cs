using LoadLab.Engine;

namespace LoadLab.Harness.Experiments;

/// <summary>Makes the load of one trial.</summary>
internal interface ILoadDriver
{
    /// <summary>Runs to the plan's end or until cancelled; a cancelled run still returns what it measured.</summary>
    /// <exception cref="LoadSetupException">The generator cannot start.</exception>
    Task<DrivenLoad> RunAsync(LoadJob job, ILoadObserver? observer, CancellationToken cancellationToken);
}
