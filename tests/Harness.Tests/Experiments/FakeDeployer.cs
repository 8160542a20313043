using LoadLab.Harness.Deployment;

namespace LoadLab.Harness.Tests.Experiments;

/// <summary>Hands out the deployments of a test.</summary>
internal sealed class FakeDeployer(Func<DeploymentRequest, IDeployment> deploy) : IDeployer
{
    public Task<IDeployment> DeployAsync(DeploymentRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(deploy(request));
    }
}
