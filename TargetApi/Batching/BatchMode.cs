using System.Globalization;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Batching;

/// <summary>What the settings say about batches, with the defaults that depend on where requests wait.</summary>
internal static class BatchMode
{
    /// <summary>Long beside a model call of microseconds, short for a client.</summary>
    private static readonly TimeSpan MemoryTimeout = TimeSpan.FromMilliseconds(5);

    /// <summary>Requests in a batch at most.</summary>
    public static int Size(TargetSettings settings) => settings.UseBatchProcessing ? settings.BatchSize : 1;

    /// <summary>How long a batch waits to fill, counted from its first request.</summary>
    public static TimeSpan Timeout(TargetSettings settings) => settings.BatchTimeout ?? MemoryTimeout;

    /// <summary>The line that announces the mode at start.</summary>
    public static string Announcement(TargetSettings settings) => settings.UseBatchProcessing
        ? $"target-api: mode: batch (up to {settings.BatchSize} requests or {Text(Timeout(settings))}, queue in memory)"
        : "target-api: mode: individual";

    private static string Text(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
