namespace LoadLab.Harness.Tests.Reporting;

/// <summary>Committed outputs that rendered ones must equal. <c>LOADLAB_UPDATE_GOLDEN=1</c> writes them anew; look at the difference before committing.</summary>
internal static class Golden
{
    public static void Equal(string file, string actual)
    {
        var path = Path.Combine(Folder(), file);
        if (Environment.GetEnvironmentVariable("LOADLAB_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "Reporting", "Golden");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("tests/Harness.Tests/Reporting/Golden was not found above the test assembly.");
    }
}
