using System.Text.Json;

namespace LoadLab.Benchmarks.Clients;

/// <summary>A latency distribution as <c>harness run --json</c> prints it, in milliseconds; null where it has no samples.</summary>
internal sealed record Percentiles(double? MeanMs, double? P50Ms, double? P90Ms, double? P95Ms, double? P99Ms, double? P999Ms, double? MaxMs)
{
    public static Percentiles Read(JsonElement json)
    {
        double? At(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
        return new Percentiles(At("meanMs"), At("p50Ms"), At("p90Ms"), At("p95Ms"), At("p99Ms"), At("p999Ms"), At("maxMs"));
    }
}
