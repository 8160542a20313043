using LoadLab.TargetApi.Batching.Remote;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.RequestLogs;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Batching;

/// <summary>Chooses the way to the model that the settings ask for.</summary>
internal static class Inferences
{
    public static IInference Create(TargetSettings settings, IModelSource models, WorkerCounters counters, TextWriter output, TextWriter errors)
    {
        counters.SetBatchLimit(BatchMode.Size(settings));
        if (settings.BatchQueue == BatchQueueKind.Redis)
        {
            return new RemoteInference(settings, counters, errors);
        }

        if (!settings.UseBatchProcessing)
        {
            return new DirectInference();
        }

        TextWriter? lines = settings.RequestLog == RequestLogKind.Off ? null : output;
        return new BatchedInference(settings.BatchSize, BatchMode.Timeout(settings), settings.BatchQueueLimit, counters, lines);
    }
}
