using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Images;

/// <summary>Builds LoadLab's own images.</summary>
/// <param name="docker">The daemon that builds.</param>
/// <param name="onStep">Told how it goes.</param>
internal sealed class ImageBuilder(DockerApi docker, Action<ProgressStep> onStep)
{
    private const string Prefix = "org.opencontainers.image";

    /// <summary>Returns the built image.</summary>
    /// <param name="context">Its files.</param>
    /// <param name="baseImage">What it stands on; the daemon pulls it where it has not got it.</param>
    /// <param name="names">With tags.</param>
    /// <param name="version">Of the product, commit included where it is known.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="DockerException">The daemon refuses, or a step fails.</exception>
    public async Task<Image> BuildAsync(BuildContext context, string baseImage, IReadOnlyList<string> names, string version, CancellationToken cancellationToken)
    {
        var build = new ImageBuild(BuildContext.Dockerfile, names, Arguments(baseImage, version), Labels(baseImage, version));
        var id = await docker.BuildImageAsync(build, context.WriteAsync, onStep, cancellationToken).ConfigureAwait(false);
        return await docker.FindImageAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new DockerException($"The image {id} was built, and is not there any more.");
    }

    private static Dictionary<string, string> Arguments(string baseImage, string version) => new() { ["BASE_IMAGE"] = baseImage, ["VERSION"] = version };

    private static Dictionary<string, string> Labels(string baseImage, string version)
    {
        var labels = new Dictionary<string, string> { [$"{Prefix}.base.name"] = baseImage };
        if (version.Split('+', 2) is [_, var commit])
        {
            labels[$"{Prefix}.revision"] = commit;
        }

        return labels;
    }
}
