using LoadLab.Harness.Deployment.Images;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Tests.Deployment.Images;

/// <summary>A test that needs a daemon to build with; one that somebody has named for it, not whichever is there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class DockerFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(() => ReasonAsync().GetAwaiter().GetResult());

    public DockerFactAttribute() => Skip = Reason.Value;

    private static async Task<string?> ReasonAsync()
    {
        if (TestDaemon.Host is not { } host)
        {
            return $"{DockerHost.Variable} names no Docker daemon: docker/test-swarm starts one.";
        }

        try
        {
            using var docker = new DockerApi(host);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            return await docker.FindImageAsync(BaseImage.Local, limit.Token) is null ? $"The Docker daemon has no {BaseImage.Local}: docker/base-image makes it." : null;
        }
        catch (Exception e) when (e is DockerException or OperationCanceledException or UserErrorException)
        {
            return $"The Docker daemon of {DockerHost.Variable} does not answer: {e.Message}";
        }
    }
}
