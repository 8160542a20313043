namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>A map, its keys in the order written, none twice.</summary>
internal sealed record MappingNode(Place Place, IReadOnlyList<MappingEntry> Entries) : YamlNode(Place)
{
    public override string Kind => "a map";

    public MappingEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key);
}
