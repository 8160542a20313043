using System.Security.Cryptography;
using System.Text;
using LoadLab.Engine;

namespace LoadLab.Harness.UserCode;

/// <summary>The user's code of one sweep, built once: what each trial loads must be the same.</summary>
internal sealed class ScenarioLibrary
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private ScenarioLibrary() { }

    /// <summary>For loads that use none.</summary>
    public static ScenarioLibrary Empty { get; } = new();

    /// <param name="paths">As the user gave them, absolute.</param>
    /// <param name="cancellationToken">Ends a build under way.</param>
    /// <exception cref="UserErrorException">One is not there or does not build.</exception>
    public static async Task<ScenarioLibrary> BuildAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var library = new ScenarioLibrary();
        foreach (var path in paths.Distinct(StringComparer.Ordinal))
        {
            var source = ScenarioSource.Find(path);
            var assembly = source.IsProject ? await new ProjectBuild(source.Path).RunAsync(cancellationToken).ConfigureAwait(false) : source.Path;
            library._entries.Add(path, new Entry(assembly, source.Folder, IdentityOf(assembly)));
        }

        return library;
    }

    /// <summary>Stands for the code and all it was built with: another text for each change.</summary>
    public string Identity(string path) => _entries[path].Identity;

    /// <summary>A fresh copy of the code in this process.</summary>
    /// <exception cref="LoadSetupException">It was built again since, so that trials would no longer measure the same.</exception>
    /// <exception cref="UserErrorException">It cannot be loaded.</exception>
    public ScenarioAssembly Load(string path)
    {
        var entry = _entries[path];
        return IdentityOf(entry.Assembly) == entry.Identity
            ? ScenarioAssembly.Load(entry.Assembly, entry.Folder)
            : throw new LoadSetupException($"{entry.Assembly} has changed since the first trial: leave the code alone while it is measured.");
    }

    /// <summary>Of all assemblies in the folder, so that a change of a dependency counts too.</summary>
    private static string IdentityOf(string assembly)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(assembly)!, "*.dll").Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private sealed record Entry(string Assembly, string Folder, string Identity);
}
