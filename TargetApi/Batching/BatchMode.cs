using System.Globalization;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Batching;

/// <summary>What the settings say about batches, with the defaults that depend on where requests wait.</summary>
internal static class BatchMode
{
    /// <summary>Long beside a model call of microseconds, short for a client.</summary>
    private static readonly TimeSpan MemoryTimeout = TimeSpan.FromMilliseconds(5);

    /// <summary>What the workshop waited; behind Redis a model call is usually one that takes long.</summary>
    private static readonly TimeSpan RedisTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan StandardJobTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StandardJobLease = TimeSpan.FromSeconds(30);

    /// <summary>Requests in a batch at most.</summary>
    public static int Size(TargetSettings settings) => settings.UseBatchProcessing ? settings.BatchSize : 1;

    /// <summary>How long a batch waits to fill, counted from its first request.</summary>
    public static TimeSpan Timeout(TargetSettings settings) => settings.BatchTimeout ?? (settings.BatchQueue == BatchQueueKind.Redis ? RedisTimeout : MemoryTimeout);

    /// <summary>How long the API waits for a worker.</summary>
    public static TimeSpan JobTimeout(TargetSettings settings) => settings.JobTimeout ?? StandardJobTimeout;

    /// <summary>How long a worker may be silent before its jobs go to another.</summary>
    public static TimeSpan JobLease(TargetSettings settings) => settings.JobLease ?? StandardJobLease;

    /// <summary>The line that announces the mode at start.</summary>
    public static string Announcement(TargetSettings settings)
    {
        bool remote = settings.BatchQueue == BatchQueueKind.Redis;
        return settings.UseBatchProcessing
            ? $"target-api: mode: batch (up to {settings.BatchSize} requests or {Text(Timeout(settings))}, queue in {(remote ? "Redis" : "memory")})"
            : $"target-api: mode: individual{(remote ? " (queue in Redis)" : "")}";
    }

    private static string Text(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
