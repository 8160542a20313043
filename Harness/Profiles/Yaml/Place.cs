namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>Where something was written.</summary>
/// <param name="File">As named by the user: a file, or the command-line option that held it.</param>
/// <param name="Line">From 1; 0 for text that is no file.</param>
/// <param name="Column">From 1.</param>
internal sealed record Place(string File, int Line, int Column);
