namespace LoadLab.EndToEnd.Scenarios;

/// <summary>The project that docs/scenarios.md shows, as a reader would type it in.</summary>
internal static class DocumentedExample
{
    /// <summary>Writes its three files below a folder and returns the project's.</summary>
    public static string WriteTo(string folder)
    {
        var document = File.ReadAllText(Path.Combine(HarnessProcess.Root, "docs", "scenarios.md"));
        var project = Directory.CreateDirectory(Path.Combine(folder, "shop")).FullName;
        File.WriteAllText(Path.Combine(project, "shop.csproj"), Block(document, "xml"));
        File.WriteAllText(Path.Combine(project, "Shop.cs"), Block(document, "csharp"));
        File.WriteAllText(Path.Combine(project, "shoppers.json"), Block(document, "json"));
        return project;
    }

    private static string Block(string document, string language) => document.Split($"```{language}\n")[1].Split("```")[0];
}
