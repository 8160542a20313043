namespace LoadLab.Harness.Profiles;

/// <summary>The container image of the target API that comes with LoadLab, as <c>harness image build</c> names it.</summary>
internal static class BundledImage
{
    public const string Name = "loadlab/target-api";

    /// <summary>Where it listens.</summary>
    public const int Port = 8080;

    /// <summary>Whether an image is this one, under whatever tag and registry.</summary>
    public static bool Is(string image)
    {
        var name = image.Split('@')[0];
        var repository = name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[..colon] : name;
        return repository == Name || repository.EndsWith($"/{Name}", StringComparison.Ordinal);
    }
}
