namespace LoadLab.Harness.Deployment.Images;

/// <summary>An image that LoadLab makes of one of its own programs.</summary>
/// <param name="ShortName">As a user says it: <c>target-api</c>.</param>
/// <param name="Project">Folder of the program's project in the source tree.</param>
/// <param name="Folders">Folders of the source tree that go into the context beside the program.</param>
internal sealed record OwnImage(string ShortName, string Project, IReadOnlyList<string> Folders)
{
    public static IReadOnlyList<OwnImage> All { get; } = [new("target-api", "TargetApi", []), new("harness", "Harness", ["profiles"])];

    /// <summary>Its name without a tag.</summary>
    public string Repository => $"loadlab/{ShortName}";

    /// <summary>The tag that the newest build has.</summary>
    public const string NewestTag = "latest";

    public string Newest => $"{Repository}:{NewestTag}";

    /// <summary>Path in the source tree.</summary>
    public string Dockerfile => Path.Combine("docker", $"{ShortName}.Dockerfile");

    /// <summary>The file that is there once the program is built.</summary>
    public string Program => $"{ShortName}.dll";

    /// <summary>The images of these short names; all where none is given.</summary>
    public static IReadOnlyList<OwnImage> Named(IReadOnlyCollection<string> shortNames) =>
        [.. All.Where(image => shortNames.Count == 0 || shortNames.Contains(image.ShortName))];

    /// <summary>Name and tag for each tag: the version's, that of the newest, and others.</summary>
    /// <param name="version">Such as <c>0.1.0+2b599fe0c1d2</c>; a tag takes no <c>+</c>, so what follows it is left out.</param>
    /// <param name="others">More tags.</param>
    public IReadOnlyList<string> Names(string version, IEnumerable<string> others) =>
        [.. others.Prepend(NewestTag).Prepend(version.Split('+')[0]).Distinct(StringComparer.Ordinal).Select(tag => $"{Repository}:{tag}")];
}
