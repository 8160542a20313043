namespace LoadLab.Harness.Deployment;

/// <summary>Starts the target of one trial.</summary>
internal interface IDeployer
{
    /// <summary>Starts all replicas and returns at once; readiness is <see cref="ReadinessProbe"/>'s matter.</summary>
    /// <exception cref="DeploymentFailedException">A replica cannot be started; nothing is left running.</exception>
    Task<IDeployment> DeployAsync(DeploymentRequest request, CancellationToken cancellationToken);
}
