namespace LoadLab.Harness.Tests.Profiles;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "LoadLab.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
