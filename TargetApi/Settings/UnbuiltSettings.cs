namespace LoadLab.TargetApi.Settings;

/// <summary>
/// Settings that later versions will know. A value that asks for something this version cannot do is refused: measuring a service that silently ignored
/// its setting would give a wrong number that looks right.
/// </summary>
internal static class UnbuiltSettings
{
    /// <summary>Each name with the value that means what this version does anyway; empty for "not set".</summary>
    private static readonly (string Name, string Harmless)[] Known =
    [
        ("REQUEST_LOG", "off"),
        ("MODEL_SOURCE", "memory"),
        ("REDUNDANT_REGISTRY_CALLS", "0"),
        ("MLFLOW_TRACKING_URI", ""),
        ("COLUMNS_SOURCE", "memory"),
        ("DATABASE_URL", ""),
        ("USE_BATCH_PROCESSING", "false"),
        ("BATCH_QUEUE", "memory"),
        ("BATCH_SIZE", "1"),
        ("BATCH_TIMEOUT", ""),
        ("REDIS_URL", ""),
    ];

    public static IEnumerable<string> Check(IReadOnlyDictionary<string, string> environment)
    {
        foreach ((string name, string harmless) in Known)
        {
            if (environment.TryGetValue(name, out string? value) && value.Length > 0 && !value.Equals(harmless, StringComparison.OrdinalIgnoreCase))
            {
                string allowed = harmless.Length > 0 ? $"unset it or set it to {harmless}" : "unset it";
                yield return $"{name}={value}: not in this version of the target API; {allowed}";
            }
        }
    }
}
