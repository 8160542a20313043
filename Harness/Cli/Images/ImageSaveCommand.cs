using System.CommandLine;
using LoadLab.Harness.Deployment.Images;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Cli.Images;

/// <summary><c>harness image save</c>: into a file, to be carried where no registry is.</summary>
internal static class ImageSaveCommand
{
    public static Command Create(GlobalState state)
    {
        var file = new Argument<string>("file") { Description = "The tar archive to write." };
        var names = new Argument<string[]>("name") { Description = "target-api, harness, or the name of any other image; the first two where none is named.", Arity = ArgumentArity.ZeroOrMore };
        var force = new Option<bool>("--force") { Description = "Replace the file if it is there." };
        return new Command("save", "Save images from the Docker daemon into a file, as docker save does.") { file, names, force }
            .With((parsed, cancellationToken) => RunAsync(state, parsed.GetValue(file)!, parsed.GetValue(names)!, parsed.GetValue(force), cancellationToken));
    }

    private static async Task RunAsync(GlobalState state, string file, string[] names, bool force, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file, state.WorkingDirectory);
        var archive = new ImageArchive(path);
        archive.RequireWritable(force);
        using var docker = new DockerApi(DockerHost.FromEnvironment(state.Environment));
        var images = await FindAsync(docker, names, cancellationToken).ConfigureAwait(false);
        state.Error.WriteLine($"Saving {string.Join(", ", images.SelectMany(one => one.Names))} from the Docker daemon at {docker.Host}.");
        var content = await docker.SaveImagesAsync(images.SelectMany(one => one.Names), cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var bytes = await archive.WriteAsync(content, force, cancellationToken).ConfigureAwait(false);
            state.Error.WriteLine($"{path}: {ImageCommand.Megabytes(bytes)}.");
        }

        foreach (var (image, saved) in images)
        {
            state.Out.WriteLine(ImageCommand.Line(image, saved));
        }
    }

    private static async Task<List<(Image Image, IReadOnlyList<string> Names)>> FindAsync(DockerApi docker, string[] names, CancellationToken cancellationToken)
    {
        var images = new List<(Image, IReadOnlyList<string>)>();
        foreach (var name in names.Length > 0 ? names.Distinct() : OwnImage.All.Select(image => image.ShortName))
        {
            var own = OwnImage.All.FirstOrDefault(image => image.ShortName == name);
            var found = await docker.FindImageAsync(own?.Newest ?? name, cancellationToken).ConfigureAwait(false) ?? throw Missing(own, name, docker);
            images.Add((found, own is null ? [name] : AllTags(own, found)));
        }

        return images;
    }

    // Profiles may ask for any of them.
    private static List<string> AllTags(OwnImage own, Image image) => [.. (image.RepoTags ?? []).Where(name => name.StartsWith($"{own.Repository}:", StringComparison.Ordinal))];

    private static UserErrorException Missing(OwnImage? own, string name, DockerApi docker) => new(ExitCode.MissingPrerequisite,
        $"The Docker daemon at {docker.Host} has no image {own?.Newest ?? name}{(own is null ? "." : $": 'harness image build {name}' makes it.")}");
}
