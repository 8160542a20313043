using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>Chooses the request log that the settings ask for.</summary>
internal static class RequestLogFactory
{
    public static IRequestLog Create(TargetSettings settings, WorkerCounters counters, TextWriter output) => new NoRequestLog();
}
