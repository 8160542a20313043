using System.Text.RegularExpressions;
using LoadLab.TargetApi.Redis;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Batching;

/// <summary>Settings of batching that contradict others.</summary>
internal static partial class BatchSettings
{
    /// <summary>Leases are renewed three times in their length; shorter ones would end for any pause of the machine.</summary>
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMilliseconds(100);

    public static IEnumerable<string> Check(TargetSettings settings) =>
        [.. settings.UseBatchProcessing ? CheckBatches(settings) : [], .. settings.BatchQueue == BatchQueueKind.Redis ? CheckRedis(settings) : []];

    private static IEnumerable<string> CheckBatches(TargetSettings settings)
    {
        if (settings.BatchQueue == BatchQueueKind.Memory && settings.ModelSource == ModelSourceKind.RegistryPerRequest)
        {
            yield return "USE_BATCH_PROCESSING=true: a model that is fetched for one request cannot run a batch of several; "
                + "set MODEL_SOURCE to registry-cached or memory, or USE_BATCH_PROCESSING to false";
        }

        if (settings.BatchQueueLimit < settings.BatchSize)
        {
            yield return $"BATCH_QUEUE_LIMIT={settings.BatchQueueLimit}: no batch could ever fill, because fewer may wait than the {settings.BatchSize} of BATCH_SIZE";
        }
    }

    private static IEnumerable<string> CheckRedis(TargetSettings settings)
    {
        if (settings.RedisUrl is null)
        {
            yield return "REDIS_URL: needed where requests wait in Redis, such as redis://localhost:6379";
        }
        else if (RedisAddress.Parse(settings.RedisUrl) is null)
        {
            // Not the value itself: it may hold a password.
            yield return "REDIS_URL: redis://[user:password@]host[:port][/database] is needed, or rediss:// for TLS";
        }

        if (!Prefix().IsMatch(settings.RedisPrefix))
        {
            yield return $"REDIS_PREFIX={settings.RedisPrefix}: 1 to 64 letters, digits, or any of : . _ - are needed";
        }

        if (BatchMode.JobLease(settings) < ShortestLease)
        {
            yield return "JOB_LEASE: at least 100ms are needed";
        }

        if (BatchMode.JobTimeout(settings) <= TimeSpan.Zero)
        {
            yield return "JOB_TIMEOUT: a time above zero is needed";
        }
    }

    [GeneratedRegex("^[A-Za-z0-9:._-]{1,64}$")]
    private static partial Regex Prefix();
}
