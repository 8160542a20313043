using System.CommandLine;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Cli.Images;

/// <summary><c>harness image</c>.</summary>
internal static class ImageCommand
{
    public static Command Create(GlobalState state) => new("image", "Make container images of the target API and the harness, and bring them where they are to run.")
    {
        ImageBuildCommand.Create(state),
        ImageSaveCommand.Create(state),
        ImageLoadCommand.Create(state),
        ImagePushCommand.Create(state),
    };

    /// <summary>Gives a verb its work, and a daemon's refusal its exit code.</summary>
    internal static Command With(this Command verb, Func<ParseResult, CancellationToken, Task> work)
    {
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                await work(parsed, cancellationToken).ConfigureAwait(false);
                return (int)ExitCode.Success;
            }
            catch (DockerException e)
            {
                throw new UserErrorException(e.IsUnreachable ? ExitCode.MissingPrerequisite : ExitCode.TargetUnavailable, e.Message.Trim());
            }
        });
        return verb;
    }

    /// <summary>The result's line: id, size in millions of bytes, names.</summary>
    internal static string Line(Image image, IEnumerable<string> names) => $"{image.Id}  {Megabytes(image.Size)}  {string.Join(' ', names)}";

    internal static string Megabytes(long bytes) => $"{bytes / 1e6:0} MB";
}
