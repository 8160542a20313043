namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>One key of a map and its value.</summary>
internal sealed record MappingEntry(ScalarNode Key, YamlNode Value);
