using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Analysis;

/// <summary>What was changed from one configuration to another, in words: <c>REQUEST_LOG: print → off</c>.</summary>
internal static class ConfigurationDifference
{
    private const string NotSet = "not set";

    public static IReadOnlyList<string> Between(Configuration before, Configuration after) =>
        [.. Settings(before).Keys.Union(Settings(after).Keys).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, From: Settings(before).GetValueOrDefault(name), To: Settings(after).GetValueOrDefault(name)))
            .Where(change => change.From != change.To)
            .Select(change => $"{change.Name}: {change.From ?? NotSet} → {change.To ?? NotSet}")];

    // Environment variables are written in capitals, so these names cannot be taken for one, and stand behind them.
    private static Dictionary<string, string?> Settings(Configuration configuration)
    {
        var settings = configuration.Target.Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        settings.TryAdd("replicas", $"{configuration.Replicas}");
        settings.TryAdd("CPU limit", configuration.Cpus is { } cpus ? Quantity.Exact(cpus) : null);
        settings.TryAdd("memory limit", configuration.MemoryBytes is { } bytes ? Quantity.Bytes(bytes) : null);
        settings.TryAdd("command", configuration.Target.Command is { } command ? string.Join(' ', command) : null);
        settings.TryAdd("image", configuration.Target.Image);
        settings.TryAdd("addresses", configuration.Target.Urls.Count > 0 ? string.Join(", ", configuration.Target.Urls) : null);
        settings.TryAdd("load", LoadText.Of(configuration.Load));
        return settings;
    }
}
