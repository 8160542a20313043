using System.CommandLine;
using LoadLab.Harness.Deployment.Images;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Cli.Images;

/// <summary><c>harness image load</c>: what <c>harness image save</c> wrote, into one daemon or several.</summary>
internal static class ImageLoadCommand
{
    public static Command Create(GlobalState state)
    {
        var file = new Argument<string>("file") { Description = "The tar archive to load." };
        var nodes = new Option<string[]>("--node") { Description = $"Load it into this node's daemon, as {DockerHost.NodesVariable} names it. May be given several times." };
        var all = new Option<bool>("--all-nodes") { Description = $"Load it into the daemon of {DockerHost.Variable} and all of {DockerHost.NodesVariable}." };
        var verb = new Command("load", "Load images from a file into the Docker daemon, or into those of nodes.") { file, nodes, all };
        verb.Validators.Add(result =>
        {
            if (result.GetResult(nodes) is { Implicit: false } && result.GetValue(all))
            {
                result.AddError("--node and --all-nodes exclude each other");
            }
        });
        return verb.With((parsed, cancellationToken) => RunAsync(state, parsed.GetValue(file)!, parsed.GetValue(nodes)!, parsed.GetValue(all), cancellationToken));
    }

    private static async Task RunAsync(GlobalState state, string file, string[] nodes, bool all, CancellationToken cancellationToken)
    {
        var images = await new ImageArchive(Path.GetFullPath(file, state.WorkingDirectory)).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (images.ConfigureAwait(false))
        {
            foreach (var host in await ImageDestinations.ChooseAsync(state.Environment, nodes, all, cancellationToken).ConfigureAwait(false))
            {
                images.Position = 0;
                using var docker = new DockerApi(host);
                await LoadAsync(state, docker, images, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task LoadAsync(GlobalState state, DockerApi docker, Stream images, CancellationToken cancellationToken)
    {
        state.Error.WriteLine($"Loading {ImageCommand.Megabytes(images.Length)} into the Docker daemon at {docker.Host}.");
        var loaded = new List<string>();
        await docker.LoadImageAsync(images, step => loaded.AddRange(NamesIn(step)), cancellationToken).ConfigureAwait(false);
        foreach (var names in await ByImageAsync(docker, loaded, cancellationToken).ConfigureAwait(false))
        {
            state.Out.WriteLine(ImageCommand.Line(names.Key, names));
        }
    }

    // "Loaded image: NAME" or, for one without a name, "Loaded image ID: sha256:…".
    private static IEnumerable<string> NamesIn(ProgressStep step) => (step.Stream ?? "").Split('\n')
        .Where(line => line.StartsWith("Loaded image", StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim());

    private static async Task<IEnumerable<IGrouping<Image, string>>> ByImageAsync(DockerApi docker, List<string> names, CancellationToken cancellationToken)
    {
        var found = new List<(string Name, Image Image)>();
        foreach (var name in names)
        {
            if (await docker.FindImageAsync(name, cancellationToken).ConfigureAwait(false) is { } image)
            {
                found.Add((name, image));
            }
        }

        return found.GroupBy(one => one.Image, one => one.Name, EqualityComparer<Image>.Create((one, other) => one?.Id == other?.Id, image => image.Id.GetHashCode(StringComparison.Ordinal)));
    }
}
