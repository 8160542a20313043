using System.Text.RegularExpressions;
using LoadLab.Harness.Profiles.Reading;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Matrix;

/// <summary>Fills the placeholders of a part of the document with the values of one cell.</summary>
internal sealed partial class PlaceholderFiller(MatrixCells matrix, Cell cell, ErrorList errors)
{
    private const string EnvironmentPath = "target.environment";

    /// <summary>Parts in which the deployment fills in these two when a replica starts.</summary>
    private static readonly string[] DeployerNames = ["port", "replica"];
    private static readonly string[] DeployerPaths = ["target.command", EnvironmentPath];

    /// <summary>Names that were met, whether or not this cell has a value for them.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>A placeholder that names nothing was met.</summary>
    public bool MetUnknown { get; private set; }

    public YamlNode Fill(YamlNode node, string path) => node switch
    {
        ScalarNode scalar => FillScalar(scalar, path),
        SequenceNode list => list with { Items = [.. list.Items.Select((item, index) => Fill(item, YamlPath.Item(path, index)))] },
        MappingNode map => map with { Entries = [.. FillEntries(map, path)] },
        _ => node,
    };

    private IEnumerable<MappingEntry> FillEntries(MappingNode map, string path)
    {
        foreach (var entry in map.Entries)
        {
            if (path != EnvironmentPath || !IsWithoutValue(entry.Value))
            {
                yield return entry with { Value = Fill(entry.Value, YamlPath.Key(path, entry.Key.Text)) };
            }
        }
    }

    /// <summary>The whole value is a placeholder that exists, but not in this cell.</summary>
    private bool IsWithoutValue(YamlNode value)
    {
        if (value is not ScalarNode scalar || Placeholders.Only(scalar.Text) is not { } name || !matrix.Keys.Contains(name))
        {
            return false;
        }

        Used.Add(name);
        return cell[name] is null;
    }

    private ScalarNode FillScalar(ScalarNode scalar, string path)
    {
        var text = Placeholders.Fill(scalar.Text, name => ValueOf(name, scalar, path));
        return ReferenceEquals(text, scalar.Text) || text == scalar.Text ? scalar : scalar with { Text = text, Quoted = scalar.Quoted || text.Length == 0 };
    }

    private string? ValueOf(string name, ScalarNode scalar, string path)
    {
        if (matrix.Keys.Contains(name))
        {
            Used.Add(name);
            return cell[name] ?? Missing(name, scalar, path);
        }

        if (!BodyPath().IsMatch(path) && !IsDeployers(name, path))
        {
            Unknown(name, scalar, path);
        }

        return null;
    }

    private static bool IsDeployers(string name, string path) =>
        DeployerNames.Contains(name) && DeployerPaths.Any(allowed => path.StartsWith(allowed, StringComparison.Ordinal));

    private string? Missing(string name, ScalarNode scalar, string path)
    {
        errors.Add(scalar.Place, path, $"{{{name}}} has no value where {cell}: give it one there, or use it only as the whole value of an environment variable, which is then left out");
        return null;
    }

    private void Unknown(string name, ScalarNode scalar, string path)
    {
        MetUnknown = true;
        var parts = matrix.Keys.Where(key => key.StartsWith(name + ".", StringComparison.Ordinal)).ToList();
        errors.Add(scalar.Place, path, parts.Count > 0
            ? $"{{{name}}} has parts: write {string.Join(" or ", parts.Select(part => $"{{{part}}}"))}"
            : $"there is no axis for {{{name}}}{Known(name)}");
    }

    private string Known(string name) =>
        matrix.Keys.Count > 0 ? Suggestion.Phrase(name, [.. matrix.Keys]) : ": the profile has no matrix";

    [GeneratedRegex(@"^load\.(request|requests\[[0-9]+\])\.body$")]
    private static partial Regex BodyPath();
}
