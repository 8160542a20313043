namespace LoadLab.TargetApi.Metrics;

/// <summary>
/// Where each counter lies. Memory is a header, then one block per worker; a block is the worker's own facts, then one stripe of counters per processor
/// so that threads on different processors do not fight over cache lines. All numbers are 64-bit.
/// </summary>
internal static class CounterLayout
{
    /// <summary>Statuses counted apart, 0 being every other one.</summary>
    public static readonly int[] Statuses = [200, 301, 304, 307, 400, 404, 405, 408, 413, 415, 422, 500, 501, 502, 503, 504, 0];

    /// <summary>Methods counted apart, the last being every other one.</summary>
    public static readonly string[] Methods = ["GET", "POST", "other"];

    public const int EndpointCount = (int)EndpointName.Unknown + 1;
    public const int StageCount = (int)Stage.Log + 1;

    // Facts about one worker, at the start of its block.
    public const int ProcessId = 0;
    public const int Ready = 1;
    public const int WasReady = 2;
    public const int Restarts = 3;
    public const int Collections0 = 4;
    public const int Collections1 = 5;
    public const int Collections2 = 6;
    public const int PauseNs = 7;
    public const int AllocatedBytes = 8;
    public const int HeapBytes = 9;
    public const int BatchWaiting = 10;
    public const int BatchLimit = 11;
    public const int LogDropped = 12;
    public const int FactCount = 16;

    /// <summary>Longs per histogram: the buckets and the sum in ns.</summary>
    public static readonly int HistogramSize = DurationBuckets.Count + 1;

    public static readonly int InFlight = EndpointCount * Methods.Length * Statuses.Length;
    public static readonly int Durations = InFlight + EndpointCount;
    public static readonly int Stages = Durations + (EndpointCount * HistogramSize);

    /// <summary>How many requests each batch had: the buckets and the sum.</summary>
    public static readonly int BatchSizes = Stages + (EndpointCount * StageCount * HistogramSize);

    /// <summary>How long each batch's model call took: a histogram of durations.</summary>
    public static readonly int BatchDurations = BatchSizes + BatchSizeBuckets.Count + 1;

    /// <summary>Longs per stripe, rounded up to whole cache lines.</summary>
    public static readonly int StripeSize = (BatchDurations + HistogramSize + 7) / 8 * 8;

    public static int Request(EndpointName endpoint, int method, int status) =>
        ((((int)endpoint * Methods.Length) + method) * Statuses.Length) + status;

    public static int Duration(EndpointName endpoint) => Durations + ((int)endpoint * HistogramSize);

    public static int StageDuration(EndpointName endpoint, Stage stage) =>
        Stages + ((((int)endpoint * StageCount) + (int)stage) * HistogramSize);

    public static int StatusIndex(int status)
    {
        int i = Array.IndexOf(Statuses, status);
        return i >= 0 ? i : Statuses.Length - 1;
    }

    public static int MethodIndex(string method) => HttpMethods.IsGet(method) ? 0 : HttpMethods.IsPost(method) ? 1 : 2;
}
