namespace LoadLab.Benchmarks.Clients;

/// <summary>The one line of JSON that the clients written for these benchmarks print.</summary>
internal static class PlainReport
{
    public static ClientReport Read(string output)
    {
        using var json = ToolJson.Parse(output);
        var root = json.RootElement;
        return new ClientReport
        {
            Requests = root.GetProperty("requests").GetInt64(),
            Failed = root.GetProperty("failed").GetInt64(),
            P50Ms = root.GetProperty("p50Ms").GetDouble(),
            P90Ms = root.GetProperty("p90Ms").GetDouble(),
            P99Ms = root.GetProperty("p99Ms").GetDouble(),
        };
    }
}
