namespace LoadLab.Harness.Cli.Doctor;

/// <summary>The machine as the checks see it.</summary>
internal sealed record DoctorContext
{
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Folder of the running harness.</summary>
    public required string HarnessFolder { get; init; }

    /// <summary>Where <c>/proc</c>, <c>/sys</c> and <c>/var</c> are found.</summary>
    public string Root { get; init; } = "/";

    /// <summary>The source tree that the harness was built in; null where there is none.</summary>
    public string? SourceTree { get; init; }

    public static DoctorContext FromProcess(GlobalState state) => new()
    {
        Environment = state.Environment,
        HarnessFolder = AppContext.BaseDirectory,
        SourceTree = FindSourceTree(AppContext.BaseDirectory),
    };

    /// <summary>The contents of a system file without the last line's end; null where it cannot be read.</summary>
    public string? ReadSystemFile(string path)
    {
        try
        {
            return File.ReadAllText(Path.Join(Root, path)).TrimEnd();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The program as the shell would find it; null where it is not installed.</summary>
    public string? FindProgram(string name) =>
        Environment.GetValueOrDefault("PATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static string? FindSourceTree(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "LoadLab.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
