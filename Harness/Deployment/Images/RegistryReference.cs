using System.Text.RegularExpressions;

namespace LoadLab.Harness.Deployment.Images;

/// <summary>Name of an image in a registry: <c>registry.example:5000/team/target-api:0.1.0</c>.</summary>
/// <param name="Registry">Its name or address, with a port where it has one.</param>
/// <param name="Repository">All of it up to the tag.</param>
/// <param name="Tag"><see cref="OwnImage.NewestTag"/> where none is written.</param>
internal sealed partial record RegistryReference(string Registry, string Repository, string Tag)
{
    /// <summary>The last part of the path, <c>target-api</c>.</summary>
    public string LastPart => Repository[(Repository.LastIndexOf('/') + 1)..];

    public override string ToString() => $"{Repository}:{Tag}";

    /// <exception cref="UserErrorException">It is no such name, or does not say which registry.</exception>
    public static RegistryReference Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
        {
            throw new UserErrorException(ExitCode.Usage, $"'{text}' is no name of an image in a registry: write it such as registry.example:5000/loadlab/target-api, in lower case, with a tag or without.");
        }

        var registry = match.Groups["registry"].Value;
        if (!registry.Contains('.') && !registry.Contains(':') && registry != "localhost")
        {
            // What the docker command takes for a user of Docker Hub would go to a place that nobody has named.
            throw new UserErrorException(ExitCode.Usage, $"'{text}' names no registry: '{registry}' has neither a dot nor a port. Write docker.io/{text} where Docker Hub is meant.");
        }

        return new RegistryReference(registry, match.Groups["repository"].Value, match.Groups["tag"] is { Success: true, Value: var tag } ? tag : OwnImage.NewestTag);
    }

    /// <summary>Whether a tag is one.</summary>
    public static bool IsTag(string text) => TagForm().IsMatch(text);

    // https://github.com/distribution/reference, without digests: what is pushed has none yet.
    [GeneratedRegex(@"^(?<repository>(?<registry>(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?)(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex TagForm();
}
