namespace LoadLab.Harness.Deployment;

/// <summary>The source tree that a harness was built in.</summary>
/// <param name="Root">Folder of <c>LoadLab.sln</c>.</param>
/// <param name="Configuration">Such as <c>Release</c>.</param>
/// <param name="Framework">Such as <c>net10.0</c>.</param>
internal sealed record SourceTree(string Root, string Configuration, string Framework)
{
    /// <summary>Null where the harness was installed without it.</summary>
    /// <param name="harnessFolder">Folder of the running harness: <c>…/Harness/bin/CONFIGURATION/FRAMEWORK/</c>. The same two names lead to other projects' builds.</param>
    public static SourceTree? Find(string harnessFolder)
    {
        var framework = new DirectoryInfo(harnessFolder.TrimEnd('/'));
        for (var folder = framework; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LoadLab.sln")))
            {
                return new SourceTree(folder.FullName, framework.Parent!.Name, framework.Name);
            }
        }

        return null;
    }

    /// <summary>Where a project's build is, or would be.</summary>
    public string OutputOf(string project) => Path.Combine(Root, project, "bin", Configuration, Framework);
}
