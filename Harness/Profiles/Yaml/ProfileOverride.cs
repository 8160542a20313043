using System.Globalization;
using System.Text.RegularExpressions;
using LoadLab.Harness.Profiles.Reading;

namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>One <c>--set path=value</c>: puts a value, written as YAML, in place of another or adds it.</summary>
internal sealed partial class ProfileOverride
{
    private readonly Place _place;
    private readonly IReadOnlyList<string> _steps;
    private readonly YamlNode _value;
    private readonly ErrorList _errors;

    private ProfileOverride(Place place, IReadOnlyList<string> steps, YamlNode value, ErrorList errors)
    {
        _place = place;
        _steps = steps;
        _value = value;
        _errors = errors;
    }

    /// <summary>The document with the override applied, or as it was when the override cannot be, which is then among the errors.</summary>
    public static YamlNode Apply(YamlNode root, string text, ErrorList errors)
    {
        var place = new Place($"--set {text}", 0, 0);
        var parts = text.Split('=', 2);
        if (parts.Length != 2 || !Path().IsMatch(parts[0].Trim()))
        {
            errors.Add(place, parts[0], "write path=value, such as trials.repeats=5 or load.simulations[0].keep_constant.copies=64");
            return root;
        }

        var steps = Step().Matches(parts[0].Trim()).Select(match => match.Value.TrimStart('.')).ToList();
        return YamlTreeLoader.LoadValue(parts[1], place, errors) is { } value
            ? new ProfileOverride(place, steps, value, errors).Replace(root, 0, "")
            : root;
    }

    private YamlNode Replace(YamlNode node, int step, string path)
    {
        if (step == _steps.Count)
        {
            return _value;
        }

        return _steps[step][0] == '[' ? ReplaceItem(node, step, path) : ReplaceKey(node, step, path);
    }

    private YamlNode ReplaceItem(YamlNode node, int step, string path)
    {
        var index = int.Parse(_steps[step].Trim('[', ']'), CultureInfo.InvariantCulture);
        if (node is not SequenceNode sequence)
        {
            return Refuse(node, path, $"{path} is {node.Kind}, not a list, so it has no [{index}]");
        }

        if (index >= sequence.Items.Count)
        {
            return Refuse(node, path, $"{path} has {sequence.Items.Count} entries, counted from [0], so there is no [{index}]");
        }

        var items = sequence.Items.ToList();
        items[index] = Replace(items[index], step + 1, YamlPath.Item(path, index));
        return sequence with { Items = items };
    }

    private YamlNode ReplaceKey(YamlNode node, int step, string path)
    {
        var key = _steps[step];
        var inner = YamlPath.Key(path, key);
        if (node is not MappingNode mapping)
        {
            return Refuse(node, path, node is SequenceNode
                ? $"{path} is a list: say which entry, such as {path}[0].{key}"
                : $"{path} is {node.Kind}, not a map, so it has no '{key}'");
        }

        var entries = mapping.Entries.ToList();
        var at = entries.FindIndex(entry => entry.Key.Text == key);
        if (at >= 0)
        {
            entries[at] = entries[at] with { Value = Replace(entries[at].Value, step + 1, inner) };
        }
        else
        {
            entries.Add(new MappingEntry(new ScalarNode(_place, key, Quoted: false), Replace(new MappingNode(_place, []), step + 1, inner)));
        }

        return mapping with { Entries = entries };
    }

    private YamlNode Refuse(YamlNode node, string path, string message)
    {
        _errors.Add(_place, path, message);
        return node;
    }

    [GeneratedRegex(@"^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*|\[\d{1,6}\])*$")]
    private static partial Regex Path();

    [GeneratedRegex(@"\.?[A-Za-z_][\w-]*|\[\d+\]")]
    private static partial Regex Step();
}
