namespace LoadLab.Harness.Profiles.Schema;

/// <summary>The description of one key of a profile: the reader, its suggestions, the JSON Schema and the reference all come from it.</summary>
/// <param name="Name">As written in YAML.</param>
/// <param name="Kind">What may stand under it.</param>
/// <param name="Summary">One or two sentences for a reader of the reference.</param>
internal sealed record KeySpec(string Name, KeyKind Kind, string Summary)
{
    public bool Required { get; init; }

    /// <summary>What holds when the key is absent, in YAML; null where absence has no value of its own.</summary>
    public string? Default { get; init; }

    /// <summary>Lowest number allowed.</summary>
    public double? Minimum { get; init; }

    /// <summary>Highest number allowed.</summary>
    public double? Maximum { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    public IReadOnlyList<KeySpec> Keys { get; init; } = [];

    /// <summary>The key of that name below this one.</summary>
    /// <exception cref="KeyNotFoundException">A reader asks for a key that is not described.</exception>
    public KeySpec this[string name] =>
        Keys.FirstOrDefault(key => key.Name == name) ?? throw new KeyNotFoundException($"'{Name}' has no key '{name}'.");
}
