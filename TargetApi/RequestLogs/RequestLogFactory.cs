using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>Chooses the request log that the settings ask for.</summary>
internal static class RequestLogFactory
{
    public static IRequestLog Create(TargetSettings settings, WorkerCounters counters, TextWriter errors) => settings.RequestLog switch
    {
        RequestLogKind.Print => new PrintRequestLog(new LineSink(counters), counters),
        RequestLogKind.Structured => new StructuredRequestLog(new LineSink(counters), counters, TimeProvider.System, errors),
        _ => new NoRequestLog(),
    };
}
