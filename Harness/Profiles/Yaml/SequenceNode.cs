namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>A list.</summary>
internal sealed record SequenceNode(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place)
{
    public override string Kind => "a list";
}
