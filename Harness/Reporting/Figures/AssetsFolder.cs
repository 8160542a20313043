namespace LoadLab.Harness.Reporting.Figures;

/// <summary>Finds the folder with the figure renderer and its npm packages.</summary>
internal static class AssetsFolder
{
    /// <summary>Names another place than the repository's own, for a harness that was copied elsewhere.</summary>
    public const string Variable = "LOADLAB_ASSETS";

    private const string Renderer = "render.mjs";

    /// <summary>The folder, or null where there is none: named by the environment, or <c>assets</c> beside or above the program.</summary>
    public static string? Find(string? named, string programFolder)
    {
        if (named is not null)
        {
            return Holds(named) ? Path.GetFullPath(named) : null;
        }

        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "assets");
            if (Holds(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool Holds(string folder) =>
        File.Exists(Path.Combine(folder, Renderer)) && Directory.Exists(Path.Combine(folder, "node_modules"));
}
