using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Images;

/// <summary>Finds the image of the .NET runtime that LoadLab's own stand on.</summary>
/// <param name="docker">The daemon that will build.</param>
/// <param name="tell">Told of what takes long, and of a choice that a user would not expect.</param>
/// <param name="onStep">Told how a pull goes.</param>
internal sealed class BaseImage(DockerApi docker, Action<string> tell, Action<ProgressStep> onStep)
{
    public const string Published = "mcr.microsoft.com/dotnet/aspnet:10.0";

    /// <summary>What <c>docker/base-image</c> makes.</summary>
    public const string Local = "loadlab/base:local";

    /// <summary>Microsoft's where the daemon has it or can get it, else the one made from this machine's .NET.</summary>
    /// <exception cref="UserErrorException">There is neither.</exception>
    /// <exception cref="DockerException">No daemon answers.</exception>
    public async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (await docker.FindImageAsync(Published, cancellationToken).ConfigureAwait(false) is not null)
        {
            return Published;
        }

        try
        {
            tell($"Pulling {Published}.");
            await docker.PullImageAsync(Published, onStep, cancellationToken).ConfigureAwait(false);
            return Published;
        }
        catch (DockerException e) when (!e.IsUnreachable)
        {
            return await FindLocalAsync(e.Message, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> FindLocalAsync(string whyNotPulled, CancellationToken cancellationToken)
    {
        if (await docker.FindImageAsync(Local, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite,
                $"{Published} cannot be pulled: {whyNotPulled.Trim().TrimEnd('.')}. Where no registry can be reached, docker/base-image makes {Local} from this machine's .NET; --base names any other image.");
        }

        tell($"It cannot be pulled ({whyNotPulled.Trim()}); building on {Local}, which is there.");
        return Local;
    }
}
