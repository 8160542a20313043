namespace LoadLab.Harness.Profiles;

/// <summary>YAML → <see cref="ProfileConfig"/>, or every mistake at once.</summary>
public static class ProfileReader
{
    /// <summary>Reads, checks and expands a profile file with <c>--set path=value</c> overrides applied.</summary>
    /// <exception cref="ProfileException">All mistakes, each with path, line, column and a way to mend it.</exception>
    public static ProfileConfig ReadFile(string path, IReadOnlyList<string> overrides) => throw new NotSupportedException("skeleton");

    /// <summary>The same from text; relative paths in it are taken from <paramref name="baseDirectory"/>.</summary>
    public static ProfileConfig ReadText(string yaml, string baseDirectory, IReadOnlyList<string> overrides) =>
        throw new NotSupportedException("skeleton");

    /// <summary>The profile of a report folder: read as it was run, without looking for the files it names.</summary>
    internal static ProfileConfig ReadStored(string yaml, string baseDirectory) => throw new NotSupportedException("skeleton");

    /// <summary>One stage from the command line's short form, such as <c>keep_constant:copies=32,during=10s</c>.</summary>
    public static Engine.LoadModels.LoadSimulation ReadSimulation(string text) => throw new NotSupportedException("skeleton");
}
