using System.Text.RegularExpressions;

namespace LoadLab.Harness.Profiles.Matrix;

/// <summary>Finds <c>{axis}</c> in text. <c>{{column}}</c> belongs to feeds and is none.</summary>
internal static partial class Placeholders
{
    public static bool Occur(string text) => Pattern().IsMatch(text);

    /// <summary>The name, when the whole text is one placeholder.</summary>
    public static string? Only(string text) =>
        Pattern().Match(text) is { Success: true } match && match.Length == text.Length ? match.Groups["name"].Value : null;

    /// <summary>Puts what <paramref name="valueOf"/> gives in place of each; null leaves it as it is.</summary>
    public static string Fill(string text, Func<string, string?> valueOf) =>
        Pattern().Replace(text, match => valueOf(match.Groups["name"].Value) ?? match.Value);

    [GeneratedRegex(@"(?<!\{)\{(?<name>[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*)\}(?!\})")]
    private static partial Regex Pattern();
}
