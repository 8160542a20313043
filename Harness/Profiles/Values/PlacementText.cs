using System.Text.RegularExpressions;

namespace LoadLab.Harness.Profiles.Values;

/// <summary>A constraint on the nodes of a swarm: <c>key == value</c> or <c>key != value</c>.</summary>
internal static partial class PlacementText
{
    public static bool IsConstraint(string text) => Pattern().IsMatch(text);

    /// <summary>Its parts; null where it is none.</summary>
    public static (string Key, bool Equal, string Value)? Split(string text) => Pattern().Match(text) is { Success: true } match
        ? (match.Groups["key"].Value, match.Groups["operator"].Value == "==", match.Groups["value"].Value)
        : null;

    [GeneratedRegex(@"^\s*(?<key>[A-Za-z0-9._-]+)\s*(?<operator>==|!=)\s*(?<value>[A-Za-z0-9._:/-]+)\s*$")]
    private static partial Regex Pattern();
}
