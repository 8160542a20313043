using System.Text;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles.Reading;

namespace LoadLab.Harness.Profiles;

/// <summary>YAML → <see cref="ProfileConfig"/>, or every mistake at once.</summary>
public static class ProfileReader
{
    /// <summary>Far above any profile: something else was named.</summary>
    private const long LargestBytes = 1 << 20;

    /// <summary>Reads, checks and expands a profile file with <c>--set path=value</c> overrides applied.</summary>
    /// <exception cref="ProfileException">All mistakes, each with path, line, column and a way to mend it.</exception>
    public static ProfileConfig ReadFile(string path, IReadOnlyList<string> overrides) => DocumentReader.Read(new ProfileSource
    {
        Text = ReadAll(path),
        File = path,
        BaseDirectory = Path.GetDirectoryName(Path.GetFullPath(path))!,
        Overrides = overrides,
    });

    /// <summary>The same from text; relative paths in it are taken from <paramref name="baseDirectory"/>.</summary>
    public static ProfileConfig ReadText(string yaml, string baseDirectory, IReadOnlyList<string> overrides) =>
        DocumentReader.Read(FromText(yaml, baseDirectory) with { Overrides = overrides });

    /// <summary>The profile of a report folder: read as it was run, without looking for the files it names.</summary>
    public static ProfileConfig ReadStored(string yaml, string baseDirectory) =>
        DocumentReader.Read(FromText(yaml, baseDirectory) with { CheckFiles = false });

    /// <summary>One stage from the command line's short form, such as <c>keep_constant:copies=32,during=10s</c>; without <c>during</c>, ten seconds.</summary>
    /// <exception cref="ProfileException">All that is wrong with it.</exception>
    public static LoadSimulation ReadSimulation(string text) => SimulationShortForm.Read(text);

    private static ProfileSource FromText(string yaml, string baseDirectory) =>
        new() { Text = yaml, File = "profile.yml", BaseDirectory = Path.GetFullPath(baseDirectory) };

    private static string ReadAll(string path)
    {
        try
        {
            return new FileInfo(path).Length <= LargestBytes
                ? File.ReadAllText(path, Encoding.UTF8)
                : throw Unreadable(path, $"is larger than {LargestBytes >> 20} MiB and so no profile");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, Directory.Exists(path) ? "is a folder: name a file in it" : "there is no such file" + Similar(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, $"cannot be read: {error.Message}");
        }
    }

    private static string Similar(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var names = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.y*ml").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ToList() : [];
        return names.Count is 0 or > 20 ? "" : Values.Suggestion.Phrase(Path.GetFileName(path), names);
    }

    private static ProfileException Unreadable(string path, string why) => new([new ProfileError(path, 0, 0, "", why)]);
}
