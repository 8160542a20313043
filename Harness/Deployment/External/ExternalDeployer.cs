namespace LoadLab.Harness.Deployment.External;

/// <summary>Deploys nothing: the target already runs at the profile's addresses.</summary>
internal sealed class ExternalDeployer : IDeployer
{
    public Task<IDeployment> DeployAsync(DeploymentRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<IDeployment>(new ExternalDeployment(request.Configuration.Target.Urls));
}
