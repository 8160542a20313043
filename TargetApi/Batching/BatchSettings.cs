using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Batching;

/// <summary>Settings of batching that contradict others.</summary>
internal static class BatchSettings
{
    public static IEnumerable<string> Check(TargetSettings settings)
    {
        if (!settings.UseBatchProcessing)
        {
            yield break;
        }

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
}
