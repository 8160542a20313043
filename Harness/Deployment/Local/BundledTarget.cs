namespace LoadLab.Harness.Deployment.Local;

/// <summary>Finds the target API that comes with LoadLab.</summary>
internal static class BundledTarget
{
    /// <summary>Names a build of the target API to run instead: <c>target-api.dll</c> or a program.</summary>
    public const string Variable = "LOADLAB_TARGET_API";

    private const string FileName = "target-api.dll";

    /// <summary>The command that runs it: <c>LOADLAB_TARGET_API</c>, else beside the harness, else its build in the same source tree.</summary>
    /// <param name="configured">Value of <see cref="Variable"/>; null or empty where unset.</param>
    /// <param name="harnessFolder">Folder of the running harness.</param>
    /// <exception cref="DeploymentFailedException">It is in none of these places; says how to build it.</exception>
    public static IReadOnlyList<string> Command(string? configured, string harnessFolder)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return File.Exists(configured)
                ? Run(Path.GetFullPath(configured))
                : throw new DeploymentFailedException($"{Variable} names {configured}, which is not there: set it to a built {FileName}, or unset it to run the one that comes with LoadLab.");
        }

        return Find(harnessFolder) is { } file ? Run(file) : throw new DeploymentFailedException(
            $"The bundled target API ({FileName}) was not found beside the harness or in its source tree: run `dotnet build LoadLab.sln`, set {Variable}, or give the profile a target.command.");
    }

    /// <summary>The build that comes with LoadLab: beside the harness, else in the same source tree; null where there is none.</summary>
    /// <param name="harnessFolder">Folder of the running harness.</param>
    public static string? Find(string harnessFolder)
    {
        var beside = Path.Combine(harnessFolder, FileName);
        if (File.Exists(beside))
        {
            return beside;
        }

        var built = SourceTree.Find(harnessFolder) is { } tree ? Path.Combine(tree.OutputOf("TargetApi"), FileName) : null;
        return File.Exists(built) ? built : null;
    }

    private static string[] Run(string file) => Path.GetExtension(file) == ".dll" ? [Dotnet(), file] : [file];

    // The runtime that runs the harness runs the target too, even where dotnet is not on the PATH.
    private static string Dotnet() => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
