using System.CommandLine;
using LoadLab.Harness.Deployment.Images;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Cli.Images;

/// <summary><c>harness image push</c>: to a registry, from where all nodes of a swarm get it.</summary>
internal static class ImagePushCommand
{
    public static Command Create(GlobalState state)
    {
        var references = new Argument<string[]>("reference")
        {
            Description = "Where it goes and under which name: REGISTRY/…/target-api or REGISTRY/…/harness, with a tag or without.",
            Arity = ArgumentArity.OneOrMore,
        };
        return new Command("push", "Name an image for a registry and push it, as who docker login has logged in.") { references }
            .With((parsed, cancellationToken) => RunAsync(state, parsed.GetValue(references)!, cancellationToken));
    }

    private static async Task RunAsync(GlobalState state, string[] texts, CancellationToken cancellationToken)
    {
        var credentials = RegistryCredentials.FromEnvironment(state.Environment);
        var pushes = texts.Select(RegistryReference.Parse).Select(to => (Image: ImageFor(to), To: to, Header: credentials.HeaderFor(to.Registry))).ToList();
        using var docker = new DockerApi(DockerHost.FromEnvironment(state.Environment));
        foreach (var (image, to, header) in pushes)
        {
            var source = await SourceAsync(docker, image, to, cancellationToken).ConfigureAwait(false);
            state.Error.WriteLine($"Pushing {source} as {to} from the Docker daemon at {docker.Host}.");
            await docker.TagImageAsync(source, to.Repository, to.Tag, cancellationToken).ConfigureAwait(false);
            var digest = await docker.PushImageAsync(to.Repository, to.Tag, header, new ImageProgress(state.Error.WriteLine).Take, cancellationToken).ConfigureAwait(false);
            state.Out.WriteLine($"{digest}  {to}");
        }
    }

    private static OwnImage ImageFor(RegistryReference to) => OwnImage.All.FirstOrDefault(image => image.ShortName == to.LastPart) ?? throw new UserErrorException(ExitCode.Usage,
        $"{to} ends neither in {string.Join(" nor in ", OwnImage.All.Select(image => $"/{image.ShortName}"))}, so it is not known which image is meant; docker tag and docker push bring others.");

    // A tag of its own was given to a certain build; any other name takes the newest one.
    private static async Task<string> SourceAsync(DockerApi docker, OwnImage image, RegistryReference to, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { $"{image.Repository}:{to.Tag}", image.Newest })
        {
            if (await docker.FindImageAsync(name, cancellationToken).ConfigureAwait(false) is not null)
            {
                return name;
            }
        }

        throw new UserErrorException(ExitCode.MissingPrerequisite, $"The Docker daemon at {docker.Host} has no image {image.Newest}: 'harness image build {image.ShortName}' makes it.");
    }
}
