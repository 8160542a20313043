using LoadLab.Harness.Profiles.Schema;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary>
/// Reads the keys of one map as its description says. A value that is absent or wrong comes back as null; what is wrong is among the
/// errors. Unknown and missing keys are found when the reader is made.
/// </summary>
internal sealed class SectionReader
{
    private readonly MappingNode? _map;
    private readonly KeySpec _spec;

    /// <param name="node">The section's value; null where the section is absent.</param>
    /// <param name="spec">Its description.</param>
    /// <param name="path">Its path in the document.</param>
    /// <param name="context">Where mistakes go.</param>
    public SectionReader(YamlNode? node, KeySpec spec, string path, ReadContext context)
    {
        _spec = spec;
        Path = path;
        Context = context;
        _map = AsMap(node);
        CheckUnknown();
        CheckMissing();
    }

    public ReadContext Context { get; }

    public string Path { get; }

    /// <summary>The section was written, and as a map.</summary>
    public bool Exists => _map is not null;

    public Place Place => _map?.Place ?? Context.NoPlace;

    /// <summary>Some value still holds a placeholder, so that the section cannot be judged as a whole.</summary>
    public bool HasOpenValues => _map?.Entries.Any(entry => entry.Value is ScalarNode scalar && Context.IsUnresolved(scalar.Text)) ?? false;

    public bool Has(string key) => Node(key) is not null;

    /// <summary>The value of a described key, whatever it is.</summary>
    public YamlNode? Node(string key) => _map?.Find(_spec[key].Name)?.Value;

    /// <summary>Where a key stands, or else the section.</summary>
    public Place PlaceOf(string key) => _map?.Find(key)?.Value.Place ?? Place;

    public string PathOf(string key) => YamlPath.Key(Path, key);

    public void Fail(string key, string message) => Context.Errors.Add(PlaceOf(key), PathOf(key), message);

    /// <summary>For a key that another one makes necessary.</summary>
    public void Require(string key)
    {
        if (_map is not null && _map.Find(key) is null && !IsMisspelt(key))
        {
            Context.Errors.Add(_map.Place, PathOf(key), $"'{key}' is missing: {_spec[key].Summary}");
        }
    }

    public string? Text(string key) => Scalar(key)?.Text;

    public bool? Boolean(string key) => Read(key, ReadBoolean);

    public int? Integer(string key) => Read(key, NumberText.ReadInteger, value => RangeError(key, value));

    public double? Number(string key) => Read(key, NumberText.ReadNumber, value => RangeError(key, value));

    public TimeSpan? Duration(string key) => Read(key, DurationText.Read);

    public long? Size(string key) => Read(key, SizeText.Read);

    public double? Share(string key) => Read(key, ShareText.Read);

    public double? Rate(string key) => Read(key, RateText.Read);

    /// <summary>The place of the chosen word among the choices.</summary>
    public int? Choice(string key) => Read(key, text => ReadChoice(text, _spec[key].Choices));

    public IReadOnlyList<string>? TextList(string key)
    {
        if (Node(key) is not { } node)
        {
            return null;
        }

        if (node is not SequenceNode list)
        {
            Fail(key, $"must be a list such as [a, b], and is {node.Kind}");
            return null;
        }

        return [.. list.Items.Select((item, index) => Context.AsScalar(item, YamlPath.Item(PathOf(key), index))).OfType<ScalarNode>().Select(item => item.Text)];
    }

    public IReadOnlyDictionary<string, string>? TextMap(string key)
    {
        if (Node(key) is not { } node)
        {
            return null;
        }

        if (node is not MappingNode map)
        {
            Fail(key, $"must be a map such as {{ NAME: value }}, and is {node.Kind}");
            return null;
        }

        return map.Entries
            .Select(entry => (entry.Key.Text, Value: Context.AsScalar(entry.Value, YamlPath.Key(PathOf(key), entry.Key.Text))))
            .Where(entry => entry.Value is not null)
            .ToDictionary(entry => entry.Text, entry => entry.Value!.Text);
    }

    /// <summary>The section under a key; its reader answers null to everything where it is absent.</summary>
    public SectionReader Section(string key) => new(Node(key), _spec[key], PathOf(key), Context);

    /// <summary>The sections of a list; none, and an error, where it is not a list of at least one.</summary>
    public IReadOnlyList<SectionReader> Sections(string key)
    {
        if (Node(key) is SequenceNode { Items.Count: > 0 } list)
        {
            return [.. list.Items.Select((item, index) => new SectionReader(item, _spec[key], YamlPath.Item(PathOf(key), index), Context))];
        }

        Fail(key, "must be a list of at least one, such as - { path: / }");
        return [];
    }

    private ScalarNode? Scalar(string key) => Node(key) is { } node ? Context.AsScalar(node, PathOf(key)) : null;

    private T? Read<T>(string key, Func<string, Parsed<T>> parse, Func<T, string?>? check = null)
        where T : struct
    {
        if (Scalar(key) is not { } scalar || Context.IsUnresolved(scalar.Text))
        {
            return null;
        }

        var parsed = parse(scalar.Text);
        if ((parsed.Error ?? check?.Invoke(parsed.Value)) is not { } error)
        {
            return parsed.Value;
        }

        Context.Errors.Add(scalar.Place, PathOf(key), error);
        return null;
    }

    private string? RangeError(string key, double value)
    {
        var spec = _spec[key];
        return value < spec.Minimum ? $"{value} is too small: the least is {spec.Minimum}"
            : value > spec.Maximum ? $"{value} is too large: the most is {spec.Maximum}"
            : null;
    }

    private static Parsed<bool> ReadBoolean(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => Parsed<bool>.Wrong($"'{text}' is neither true nor false"),
    };

    private static Parsed<int> ReadChoice(string text, IReadOnlyList<string> choices)
    {
        var index = choices.ToList().IndexOf(text);
        var near = Suggestion.Nearest(text, choices) is { } word ? $"; did you mean '{word}'?" : "";
        return index >= 0 ? index : Parsed<int>.Wrong($"'{text}' is not one of {string.Join(", ", choices)}{near}");
    }

    private MappingNode? AsMap(YamlNode? node)
    {
        if (node is not null and not MappingNode)
        {
            Context.Errors.Add(node.Place, Path, node is ScalarNode { IsNull: true }
                ? "is empty: give its keys, or remove it"
                : $"must be a map of keys ({string.Join(", ", _spec.Keys.Select(key => key.Name))}), and is {node.Kind}");
        }

        return node as MappingNode;
    }

    private void CheckUnknown()
    {
        foreach (var entry in _map?.Entries ?? [])
        {
            if (_spec.Kind != KeyKind.Axes && !_spec.Keys.Any(key => key.Name == entry.Key.Text))
            {
                Context.Errors.Add(entry.Key.Place, PathOf(entry.Key.Text), KeyDirectory.Unknown(entry.Key.Text, _spec.Keys));
            }
        }
    }

    private void CheckMissing()
    {
        foreach (var key in _spec.Keys.Where(key => key.Required))
        {
            Require(key.Name);
        }
    }

    /// <summary>One mistake is one message: a misspelt key is not missing as well.</summary>
    private bool IsMisspelt(string key) =>
        _map!.Entries.Any(entry => !_spec.Keys.Any(spec => spec.Name == entry.Key.Text)
            && Suggestion.Nearest(entry.Key.Text, _spec.Keys.Select(spec => spec.Name)) == key);
}
