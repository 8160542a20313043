namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>load.scenarios</c> and what goes with it.</summary>
internal static class ScenarioCodeReader
{
    /// <summary>What only the HTTP engine obeys; the code has means of its own for each.</summary>
    private static readonly (string Key, string Instead)[] WithoutEffect =
    [
        ("request", "the code makes its own requests"),
        ("requests", "the code makes its own requests"),
        ("think_time", "let the code wait by Task.Delay"),
        ("tls", "set it on the code's own HttpClient"),
        ("transport", "the code brings its own client"),
        ("connect_timeout", "set it on the code's own HttpClient"),
        ("http_version", "set it on the code's own requests"),
        ("response_timeout", "set it on the code's own HttpClient"),
    ];

    /// <summary>Null where the load is not user code.</summary>
    public static ScenarioCodeConfig? Read(SectionReader load)
    {
        if (!load.Has("scenarios"))
        {
            if (load.Has("settings"))
            {
                load.Fail("settings", "has no effect without 'scenarios': remove it");
            }

            return null;
        }

        foreach (var (key, instead) in WithoutEffect.Where(one => load.Has(one.Key)))
        {
            load.Fail(key, $"has no effect beside 'scenarios': remove it; {instead}");
        }

        return new ScenarioCodeConfig
        {
            Path = ReadPath(load) ?? "",
            Scenario = load.Has("scenario") ? load.Text("scenario") : null,
            Settings = load.TextMap("settings") ?? new Dictionary<string, string>(),
            KeepsStages = !load.Has("simulations"),
            KeepsWarmUp = !load.Has("warm_up"),
        };
    }

    private static string? ReadPath(SectionReader load)
    {
        if (load.Text("scenarios") is not { } text || load.Context.IsUnresolved(text))
        {
            return null;
        }

        var path = load.Context.Resolve(text);
        if (load.Context.CheckFiles && !File.Exists(path) && !Directory.Exists(path))
        {
            load.Fail("scenarios", $"there is no file or folder {path}: name a project (.csproj), a folder that holds one, or an assembly (.dll)");
        }

        return path;
    }
}
