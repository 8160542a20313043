namespace LoadLab.Harness.Profiles.Schema;

/// <summary>Finds out what an unknown key was meant to be.</summary>
internal static class KeyDirectory
{
    /// <summary>The message for a key that does not exist at a place where only <paramref name="siblings"/> do.</summary>
    public static string Unknown(string key, IReadOnlyList<KeySpec> siblings)
    {
        var names = siblings.Select(sibling => sibling.Name).ToList();
        if (Values.Suggestion.Nearest(key, names) is { } near)
        {
            return $"unknown key '{key}': did you mean '{near}'?";
        }

        return PathTo(key, ProfileKeys.Root, "") is { } path
            ? $"unknown key '{key}' here: it belongs at {path}"
            : $"unknown key '{key}': known are {string.Join(", ", names)}";
    }

    private static string? PathTo(string key, KeySpec spec, string path)
    {
        foreach (var child in spec.Keys)
        {
            var inner = Yaml.YamlPath.Key(path, child.Name) + (child.Kind is KeyKind.OneKeyList or KeyKind.SectionList ? "[]" : "");
            if (child.Name == key)
            {
                return inner;
            }

            if (PathTo(key, child, inner) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
