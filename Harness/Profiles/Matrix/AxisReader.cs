using System.Text.RegularExpressions;
using LoadLab.Harness.Profiles.Reading;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Matrix;

/// <summary>Reads axes and cell values.</summary>
internal sealed partial class AxisReader(ReadContext context)
{
    /// <summary>Names that a placeholder already means something else by.</summary>
    private static readonly string[] Taken = ["port", "replica"];

    /// <summary>One axis; null where its name cannot be used or it has no values.</summary>
    public Axis? Read(MappingEntry entry)
    {
        var path = YamlPath.Key("matrix", entry.Key.Text);
        var items = entry.Value is SequenceNode list ? list.Items : [entry.Value];
        if (!CheckName(entry.Key, path))
        {
            return null;
        }

        if (items.Count == 0)
        {
            context.Errors.Add(entry.Value.Place, path, "is empty: give at least one value, or remove the axis");
            return null;
        }

        var choices = items.Select((item, index) => ReadChoice(item, entry.Key.Text, entry.Value is SequenceNode ? YamlPath.Item(path, index) : path)).ToList();
        CheckNesting(items, path);
        CheckTwice(choices, items, path);
        return new Axis(entry.Key.Text, choices, entry.Key.Place);
    }

    /// <summary>The values of a cell written out under <c>include</c> or <c>exclude</c>.</summary>
    public IReadOnlyList<CellValue> ReadCell(YamlNode node, string path)
    {
        if (node is MappingNode { Entries.Count: > 0 } map)
        {
            return [.. map.Entries.SelectMany(entry => ReadChoice(entry.Value, entry.Key.Text, YamlPath.Key(path, entry.Key.Text)))];
        }

        context.Errors.Add(node.Place, path, "must be a map of axes and values, such as { replicas: 2, cpus: 1 }");
        return [];
    }

    private List<CellValue> ReadChoice(YamlNode item, string name, string path)
    {
        if (item is MappingNode { Entries.Count: > 0 } map && !IsUnquotedPlaceholder(map))
        {
            return [.. map.Entries.SelectMany(part => ReadScalar(part.Value, YamlPath.Key(name, part.Key.Text), YamlPath.Key(path, part.Key.Text)))];
        }

        return ReadScalar(item, name, path);
    }

    private List<CellValue> ReadScalar(YamlNode node, string key, string path)
    {
        if (context.AsScalar(node, path) is not { } scalar)
        {
            return [];
        }

        var value = new CellValue(key, scalar.Text, scalar.Place);
        if (ReservedAxes.Error(value) is { } error)
        {
            context.Errors.Add(scalar.Place, path, error);
        }
        else if (key != value.Axis && ReservedAxes.Names.Contains(value.Axis))
        {
            context.Errors.Add(scalar.Place, path, $"'{value.Axis}' takes single values, not maps");
        }

        return [value];
    }

    private static bool IsUnquotedPlaceholder(MappingNode map) => map.Entries is [{ Value: ScalarNode { IsNull: true } }];

    private bool CheckName(ScalarNode name, string path)
    {
        if (Taken.Contains(name.Text))
        {
            context.Errors.Add(name.Place, path, $"'{{{name.Text}}}' is filled in when a replica starts, so no axis can have that name");
            return false;
        }

        if (!Name().IsMatch(name.Text))
        {
            context.Errors.Add(name.Place, path, "the name of an axis is letters, digits, '_' and '-', beginning with a letter");
            return false;
        }

        return true;
    }

    private void CheckNesting(IReadOnlyList<YamlNode> items, string path)
    {
        if (items.Any(item => item is MappingNode) && items.FirstOrDefault(item => item is ScalarNode { IsNull: false }) is { } single)
        {
            context.Errors.Add(single.Place, path, "mixes single values and maps: write all values as maps, such as { size: 1 }");
        }
    }

    private void CheckTwice(List<List<CellValue>> choices, IReadOnlyList<YamlNode> items, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < choices.Count; index++)
        {
            var cell = new Cell(choices[index], items[index].Place);
            if (choices[index].Count > 0 && !seen.Add(cell.Identity))
            {
                context.Errors.Add(items[index].Place, YamlPath.Item(path, index), $"'{cell}' is in the list twice: keep one");
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex Name();
}
