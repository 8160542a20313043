using LoadLab.Engine.Http;

namespace LoadLab.Scenarios;

/// <summary>All ready-made workloads.</summary>
public static class WorkloadCatalog
{
    /// <summary>Enough different bodies that no cache of the target's answers a whole run, few enough to stay in the processor's cache.</summary>
    private const int BodyCount = 256;

    /// <summary>Rows of one request of <c>predict-rows</c>: what a batching client would send.</summary>
    private const int RowsPerRequest = 16;

    private static readonly KeyValuePair<string, string>[] JsonHeaders = [new("Content-Type", "application/json")];

    /// <summary>The names a profile may use, in order of listing.</summary>
    public static IReadOnlyList<string> Names { get; } = ["empty", "normalize", "predict", "predict-rows"];

    /// <summary>Makes the workload of that name with a seed for its rows.</summary>
    /// <exception cref="KeyNotFoundException">No workload has that name; the message lists those there are.</exception>
    public static Workload Create(string name, int seed) => name switch
    {
        "empty" => new Workload(name, "GET /empty: the cost of a request without any work.", [new HttpRequestTemplate { Path = "/empty" }]),
        "normalize" => Post(name, "POST /normalize: parse one row and normalise it, without the model.", "/normalize", rows: 1, seed),
        "predict" => Post(name, "POST /predict: the forest cover type of one row.", "/predict", rows: 1, seed),
        "predict-rows" => Post(name, $"POST /predict: the forest cover types of {RowsPerRequest} rows at once.", "/predict", RowsPerRequest, seed),
        _ => throw new KeyNotFoundException($"There is no workload named '{name}'; there are: {string.Join(", ", Names)}."),
    };

    private static Workload Post(string name, string description, string path, int rows, int seed)
    {
        var cover = new ForestCoverRows(new Random(seed));
        var bodies = Enumerable.Range(0, BodyCount).Select(_ => (ReadOnlyMemory<byte>)FeatureBody.Render(cover.Take(rows))).ToArray();
        var request = new HttpRequestTemplate { Method = "POST", Path = path, Headers = JsonHeaders, Feed = RequestFeed.OfBodies(bodies) };
        return new Workload(name, description, [request]);
    }
}
