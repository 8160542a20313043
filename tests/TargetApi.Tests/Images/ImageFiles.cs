namespace LoadLab.TargetApi.Tests.Images;

/// <summary>The image files that Fixtures/make_images.py wrote.</summary>
internal static class ImageFiles
{
    public static byte[] Read(string name) => File.ReadAllBytes(TargetFolder.Fixture(Path.Combine("images", name)));

    public static string[] Names() => [.. Directory.GetFiles(TargetFolder.Fixture("images")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
