using LoadLab.Harness.Profiles.Matrix;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary>What all readers of one profile share.</summary>
internal sealed record ReadContext
{
    public required ErrorList Errors { get; init; }

    /// <summary>For mistakes that are nowhere in the text.</summary>
    public required Place NoPlace { get; init; }

    /// <summary>Absolute folder that relative paths start from.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>Files that the profile names must exist.</summary>
    public required bool CheckFiles { get; init; }

    /// <summary>True where placeholders could not be filled in, because the matrix has mistakes: values that hold one are not judged.</summary>
    public bool HasOpenPlaceholders { get; init; }

    public bool IsUnresolved(string text) => HasOpenPlaceholders && Placeholders.Occur(text);

    /// <summary>A path of the profile made absolute.</summary>
    public string Resolve(string path) => System.IO.Path.GetFullPath(path, BaseDirectory);

    /// <summary>The node as a single value; null, and an error, where it is none.</summary>
    public ScalarNode? AsScalar(YamlNode node, string path)
    {
        if (node is ScalarNode { IsNull: false } scalar)
        {
            return scalar;
        }

        Errors.Add(node.Place, path, (node, Unquoted(node)) switch
        {
            (ScalarNode, _) => "has no value: give one, or remove the key",
            (_, { } name) => $"a placeholder must stand in quotes: \"{{{name}}}\"",
            _ => $"must be a single value, and is {node.Kind}",
        });
        return null;
    }

    /// <summary><c>{name}</c> without quotes is a map to YAML, with one key and no value.</summary>
    private static string? Unquoted(YamlNode node) =>
        node is MappingNode { Entries: [{ Value: ScalarNode { IsNull: true } } only] } ? only.Key.Text : null;
}
