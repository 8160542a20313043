namespace LoadLab.TargetApi.Registry;

/// <summary>Paths that come from elsewhere and become files here: nothing may lead out of its folder.</summary>
internal static class ArtifactPath
{
    /// <summary>True for a path of plain names: no "..", no ".", no empty one, no backslash, no control character.</summary>
    public static bool IsSafe(string path) => path.Split('/').All(IsName);

    /// <summary>True for one such name.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 255 && name is not ("." or "..") && !name.Any(c => c is '/' or '\\' || char.IsControl(c));

    /// <exception cref="ModelException">The path is not safe.</exception>
    public static string Check(string path, string origin) =>
        IsSafe(path) ? path : throw new ModelException($"{origin} names an artifact \"{path}\", which is no path inside a model; nothing of it was stored");
}
