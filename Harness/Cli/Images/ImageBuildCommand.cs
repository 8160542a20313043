using System.CommandLine;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.Images;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Cli.Images;

/// <summary><c>harness image build</c>: from the programs as they are built in the source tree.</summary>
internal static class ImageBuildCommand
{
    private static readonly IReadOnlyList<string> ShortNames = [.. OwnImage.All.Select(image => image.ShortName)];

    public static Command Create(GlobalState state)
    {
        var names = new Argument<string[]>(string.Join('|', ShortNames)) { Description = "All where none is named.", Arity = ArgumentArity.ZeroOrMore };
        names.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.Where(token => !ShortNames.Contains(token.Value)))
            {
                result.AddError($"'{name.Value}' is none of LoadLab's images: there are {string.Join(" and ", ShortNames)}");
            }
        });
        var baseImage = new Option<string?>("--base") { Description = $"Stand on this image of the ASP.NET Core 10 runtime, not on {BaseImage.Published} (or {BaseImage.Local} where that cannot be pulled)." };
        var tags = new Option<string[]>("--tag") { Description = $"One more tag, besides the version's and {OwnImage.NewestTag}. May be given several times." };
        tags.Validators.Add(result =>
        {
            foreach (var tag in result.Tokens.Where(token => !RegistryReference.IsTag(token.Value)))
            {
                result.AddError($"--tag '{tag.Value}' is no tag: up to 128 letters, digits, '_', '.' and '-', the first of them no '.' and no '-'");
            }
        });
        return new Command("build", "Build the images loadlab/target-api and loadlab/harness from this source tree.") { names, baseImage, tags }
            .With((parsed, cancellationToken) => RunAsync(state, parsed.GetValue(names)!, parsed.GetValue(baseImage), parsed.GetValue(tags)!, cancellationToken));
    }

    private static async Task RunAsync(GlobalState state, string[] names, string? baseImage, string[] tags, CancellationToken cancellationToken)
    {
        var tree = SourceTree.Find(AppContext.BaseDirectory) ?? throw new UserErrorException(ExitCode.MissingPrerequisite,
            $"Images are built from LoadLab's source tree, and this harness ({AppContext.BaseDirectory}) lies in none: build them where LoadLab was built, and bring them by 'harness image save' and 'load', or by 'push'.");
        // All of them, before the first one takes its time.
        var contexts = OwnImage.Named(names).Select(image => (image, BuildContext.Of(image, tree))).ToList();
        using var docker = new DockerApi(DockerHost.FromEnvironment(state.Environment));
        var progress = new ImageProgress(state.Error.WriteLine);
        baseImage ??= await new BaseImage(docker, state.Error.WriteLine, progress.Take).FindAsync(cancellationToken).ConfigureAwait(false);
        var builder = new ImageBuilder(docker, progress.Take);
        foreach (var (image, context) in contexts)
        {
            state.Error.WriteLine($"Building {image.Newest}: {ImageCommand.Megabytes(context.Bytes)} go to the Docker daemon at {docker.Host}.");
            var allNames = image.Names(ProductVersion.Text, tags);
            var built = await builder.BuildAsync(context, baseImage, allNames, ProductVersion.Text, cancellationToken).ConfigureAwait(false);
            state.Out.WriteLine(ImageCommand.Line(built, allNames));
        }
    }
}
