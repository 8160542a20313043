using System.Globalization;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>
/// Reads MODELS_DIR as a registry: each folder with a model is a registered model of version 1; one with numbered folders has these versions.
/// Read anew for each call, so that a new folder is a new version at once.
/// </summary>
internal sealed class RegisteredModels(string modelsDirectory)
{
    public string Root { get; } = Path.GetFullPath(modelsDirectory);

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<RegisteredModel> All() =>
        Directory.Exists(Root)
            ? [.. Directory.GetDirectories(Root).Select(folder => Find(Path.GetFileName(folder))).OfType<RegisteredModel>().OrderBy(m => m.Name, StringComparer.Ordinal)]
            : [];

    /// <summary>Null where there is none of that name.</summary>
    public RegisteredModel? Find(string name)
    {
        string folder = Path.Combine(Root, name);
        if (!ArtifactPath.IsName(name) || !Directory.Exists(folder))
        {
            return null;
        }

        List<RegisteredVersion> versions = [.. Numbered(folder, name)];
        if (versions.Count == 0 && RegisteredModelFolder.IsModel(folder))
        {
            versions.Add(new RegisteredVersion(1, name, Changed(folder)));
        }

        return versions.Count > 0 ? new RegisteredModel(name, versions) : null;
    }

    /// <summary>Null where the path leads to nothing, or out of <see cref="Root"/>.</summary>
    public FileSystemInfo? Artifact(string path)
    {
        if (!ArtifactPath.IsSafe(path))
        {
            return null;
        }

        string full = Path.Combine(Root, path);
        return Directory.Exists(full) ? new DirectoryInfo(full) : File.Exists(full) ? new FileInfo(full) : null;
    }

    private static IEnumerable<RegisteredVersion> Numbered(string folder, string name) =>
        from sub in Directory.GetDirectories(folder)
        let text = Path.GetFileName(sub)
        let number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : 0
        where number > 0 && text == number.ToString(CultureInfo.InvariantCulture) && RegisteredModelFolder.IsModel(sub)
        orderby number
        select new RegisteredVersion(number, $"{name}/{text}", Changed(sub));

    private static DateTimeOffset Changed(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles().Select(file => (DateTimeOffset)file.LastWriteTimeUtc).DefaultIfEmpty().Max();
}
