namespace LoadLab.Harness.Profiles;

/// <summary>One mistake in a profile.</summary>
/// <param name="File">The file as named by the user.</param>
/// <param name="Line">From 1; 0 where there is no place, such as for a missing file.</param>
/// <param name="Column">From 1.</param>
/// <param name="Path">The YAML path, such as <c>load.simulations[0].keep_constant.copies</c>.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record ProfileError(string File, int Line, int Column, string Path, string Message)
{
    public override string ToString() =>
        Line <= 0 ? $"{File}: {Message}"
        : Path.Length == 0 ? $"{File}:{Line}:{Column}: {Message}"
        : $"{File}:{Line}:{Column}: {Path}: {Message}";
}
