using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary>The mistakes found so far. Configurations share their places, so one mistake is kept once however many of them meet it.</summary>
internal sealed class ErrorList
{
    private readonly Dictionary<(Place Place, string Path), string> _errors = [];

    public int Count => _errors.Count;

    public void Add(Place place, string path, string message) => _errors.TryAdd((place, path), message);

    /// <exception cref="ProfileException">There are mistakes.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new ProfileException(ToList());
        }
    }

    /// <summary>In the order in which they are met when reading the file.</summary>
    public IReadOnlyList<ProfileError> ToList() =>
        [.. _errors
            .Select(error => new ProfileError(error.Key.Place.File, error.Key.Place.Line, error.Key.Place.Column, error.Key.Path, error.Value))
            .OrderBy(error => error.Line)
            .ThenBy(error => error.Column)];
}
