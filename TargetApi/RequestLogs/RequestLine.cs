using System.Diagnostics;
using System.Text.Json;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>The structured line of one request. Names stay: programs read them.</summary>
internal static class RequestLine
{
    public static void Write(Utf8JsonWriter json, RequestEntry entry, int worker)
    {
        json.WriteStartObject();
        json.WriteString("time", entry.Time.UtcDateTime);
        json.WriteString("endpoint", MetricNames.Of(entry.Endpoint));
        json.WriteString("method", entry.Method);
        json.WriteNumber("status", entry.Status);
        json.WriteNumber("rows", entry.Rows);
        json.WriteNumber("duration_ms", Milliseconds(entry.Ticks));
        WriteStages(json, entry.Stages);
        json.WriteNumber("worker", worker);
        json.WriteEndObject();
    }

    private static void WriteStages(Utf8JsonWriter json, ReadOnlySpan<long> stages)
    {
        json.WriteStartObject("stages_ms");
        for (int i = 0; i < stages.Length; i++)
        {
            if (stages[i] > 0)
            {
                json.WriteNumber(MetricNames.Of((Stage)i), Milliseconds(stages[i]));
            }
        }

        json.WriteEndObject();
    }

    /// <summary>To the microsecond.</summary>
    private static decimal Milliseconds(long ticks) => decimal.Round(ticks / (Stopwatch.Frequency / 1000m), 3);
}
