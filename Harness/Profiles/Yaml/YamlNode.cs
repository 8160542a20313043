namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>A value of a YAML document with its place.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}
