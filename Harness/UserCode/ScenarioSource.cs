namespace LoadLab.Harness.UserCode;

/// <summary>Where the user's scenarios are: a project to build, or an assembly that is built already.</summary>
/// <param name="Path">Absolute path of the project file or the assembly.</param>
/// <param name="IsProject">Whether it has to be built.</param>
internal sealed record ScenarioSource(string Path, bool IsProject)
{
    private static readonly string[] ProjectExtensions = [".csproj", ".fsproj", ".vbproj"];

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <param name="path">Absolute path as the user gave it: a project file, a folder that holds one, or an assembly.</param>
    /// <exception cref="UserErrorException">It is none of these.</exception>
    public static ScenarioSource Find(string path)
    {
        if (Directory.Exists(path))
        {
            return new ScenarioSource(ProjectIn(path), IsProject: true);
        }

        if (!File.Exists(path))
        {
            throw Wrong($"There is no file or folder {path}: name a project (.csproj), a folder that holds one, or an assembly (.dll).");
        }

        var extension = System.IO.Path.GetExtension(path);
        return IsProjectFile(path) ? new ScenarioSource(path, IsProject: true)
            : extension.Equals(".dll", StringComparison.OrdinalIgnoreCase) ? new ScenarioSource(path, IsProject: false)
            : throw Wrong($"{path} holds no scenarios: name a project (.csproj), a folder that holds one, or an assembly (.dll).");
    }

    private static string ProjectIn(string folder)
    {
        var projects = Directory.EnumerateFiles(folder).Where(IsProjectFile).Order(StringComparer.Ordinal).ToList();
        return projects switch
        {
            [var only] => only,
            [] => throw Wrong($"The folder {folder} holds no project: name the folder of a .csproj file, or an assembly (.dll)."),
            _ => throw Wrong($"The folder {folder} holds several projects ({string.Join(", ", projects.Select(System.IO.Path.GetFileName))}): name one of them."),
        };
    }

    private static bool IsProjectFile(string path) => ProjectExtensions.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static UserErrorException Wrong(string message) => new(ExitCode.InvalidProfile, message);
}
