namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>A single value, as text; <paramref name="Quoted"/> where it was written in quotes or as a block.</summary>
internal sealed record ScalarNode(Place Place, string Text, bool Quoted) : YamlNode(Place)
{
    /// <summary>Nothing was written, or YAML's word for nothing.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null";

    public override string Kind => IsNull ? "nothing" : "a single value";
}
