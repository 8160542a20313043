using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Http.Loops;

/// <summary>Everything that one loop records during one interval. Written by the loop, then handed over whole and used again.</summary>
/// <param name="requests">Kinds of requests to tell apart.</param>
internal sealed class IntervalRecorder(int requests = 1)
{
    /// <summary>Stands for the status of what has none.</summary>
    public const int NoStatus = 0;

    /// <summary>Statuses have three digits.</summary>
    private const int StatusSlots = 1000;

    private static readonly int ErrorSlots = Enum.GetValues<ErrorKind>().Length;

    private readonly long[] _statuses = new long[StatusSlots];
    private readonly long[] _errors = new long[ErrorSlots];
    private readonly long[] _sentOf = new long[requests];
    private readonly long[] _okOf = new long[requests];
    private readonly long[] _failedOf = new long[requests];

    public int Index { get; private set; }

    public long StartNs { get; private set; }

    public long EndNs { get; private set; }

    public IntervalKind Kind { get; private set; }

    public LatencyHistogram OkResponse { get; } = LatencyHistogram.WithRoomForAll();

    public LatencyHistogram OkService { get; } = LatencyHistogram.WithRoomForAll();

    public LatencyHistogram FailedResponse { get; } = LatencyHistogram.WithRoomForAll();

    public LatencyHistogram FailedService { get; } = LatencyHistogram.WithRoomForAll();

    public LatencyHistogram Lateness { get; } = LatencyHistogram.WithRoomForAll();

    public ConnectionTimings Timings { get; } = new(LatencyHistogram.WithRoomForAll(), LatencyHistogram.WithRoomForAll(), LatencyHistogram.WithRoomForAll());

    public long Planned { get; set; }

    public long Sent { get; private set; }

    public long Missed { get; set; }

    /// <summary>Times that bytes came on a connection that carried no request.</summary>
    public long Unsolicited { get; set; }

    public long BytesSent { get; set; }

    public long BytesReceived { get; set; }

    public long Ok { get; private set; }

    public long Failed { get; private set; }

    /// <summary>Gauges at the interval's end.</summary>
    public int InFlight { get; private set; }

    public int Users { get; private set; }

    public int Connections { get; private set; }

    /// <summary>The loop's stalls; merged, the worst of the loops.</summary>
    public StallTally? Stalls { get; private set; }

    public bool IsEmpty => (Planned | Sent | Missed | Unsolicited | BytesSent | BytesReceived | Ok | Failed) == 0;

    public void Begin(int index, long startNs, IntervalKind kind)
    {
        Index = index;
        StartNs = startNs;
        Kind = kind;
    }

    public void End(long endNs, int inFlight, int users, int connections, StallTally? stalls)
    {
        EndNs = endNs;
        InFlight = inFlight;
        Users = users;
        Connections = connections;
        Stalls = stalls;
    }

    /// <param name="request">Kind of the request.</param>
    public void RecordSent(int request)
    {
        Sent++;
        _sentOf[request]++;
    }

    public void RecordStatus(int request, int status, long responseNs, long serviceNs, long firstByteNs)
    {
        if (status < 400)
        {
            RecordSuccess(request, status, responseNs, serviceNs);
            Timings.FirstByte.Record(firstByteNs);
            return;
        }

        RecordRejection(request, status, responseNs, serviceNs);
    }

    /// <param name="request">Kind of the request.</param>
    /// <param name="status">Below 400, or <see cref="NoStatus"/>.</param>
    /// <param name="responseNs">From the intended send.</param>
    /// <param name="serviceNs">From the actual send.</param>
    public void RecordSuccess(int request, int status, long responseNs, long serviceNs)
    {
        _statuses[status]++;
        _okOf[request]++;
        Ok++;
        OkResponse.Record(responseNs);
        OkService.Record(serviceNs);
    }

    public void RecordRejection(int request, int status, long responseNs, long serviceNs)
    {
        _statuses[status]++;
        RecordFailure(request, responseNs, serviceNs);
    }

    public void RecordError(int request, ErrorKind error, long responseNs, long serviceNs)
    {
        _errors[(int)error]++;
        RecordFailure(request, responseNs, serviceNs);
    }

    /// <summary>Adds another recorder's sums and gauges; its label is left out.</summary>
    public void Add(IntervalRecorder other)
    {
        OkResponse.Add(other.OkResponse);
        OkService.Add(other.OkService);
        FailedResponse.Add(other.FailedResponse);
        FailedService.Add(other.FailedService);
        Lateness.Add(other.Lateness);
        Timings.Connect.Add(other.Timings.Connect);
        Timings.Blocked.Add(other.Timings.Blocked);
        Timings.FirstByte.Add(other.Timings.FirstByte);
        AddAll(_statuses, other._statuses);
        AddAll(_errors, other._errors);
        AddAll(_sentOf, other._sentOf);
        AddAll(_okOf, other._okOf);
        AddAll(_failedOf, other._failedOf);
        Planned += other.Planned;
        Sent += other.Sent;
        Missed += other.Missed;
        Unsolicited += other.Unsolicited;
        BytesSent += other.BytesSent;
        BytesReceived += other.BytesReceived;
        Ok += other.Ok;
        Failed += other.Failed;
        InFlight += other.InFlight;
        Users += other.Users;
        Connections += other.Connections;
        Stalls = Stalls is { } own && other.Stalls is { } theirs ? StallTally.Worse(own, theirs) : Stalls ?? other.Stalls;
    }

    public void Reset()
    {
        OkResponse.Reset();
        OkService.Reset();
        FailedResponse.Reset();
        FailedService.Reset();
        Lateness.Reset();
        Timings.Connect.Reset();
        Timings.Blocked.Reset();
        Timings.FirstByte.Reset();
        Array.Clear(_statuses);
        Array.Clear(_errors);
        Array.Clear(_sentOf);
        Array.Clear(_okOf);
        Array.Clear(_failedOf);
        Planned = Sent = Missed = Unsolicited = BytesSent = BytesReceived = Ok = Failed = 0;
        InFlight = Users = Connections = 0;
        Stalls = null;
    }

    public RequestCounts ToCounts() => new()
    {
        Planned = Planned,
        Sent = Sent,
        Ok = Ok,
        Failed = Failed,
        Missed = Missed,
        Unsolicited = Unsolicited,
        BytesSent = BytesSent,
        BytesReceived = BytesReceived,
        Statuses = NonZero(_statuses, status => status, from: NoStatus + 1),
        Errors = NonZero(_errors, error => (ErrorKind)error),
    };

    /// <param name="names">Of the kinds of requests, in their order.</param>
    public IReadOnlyList<RequestKindCounts> ToKindCounts(IEnumerable<string> names) =>
        [.. names.Select((name, request) => new RequestKindCounts(name, _sentOf[request], _okOf[request], _failedOf[request]))];

    private void RecordFailure(int request, long responseNs, long serviceNs)
    {
        Failed++;
        _failedOf[request]++;
        FailedResponse.Record(responseNs);
        FailedService.Record(serviceNs);
    }

    private static void AddAll(long[] sums, long[] others)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += others[i];
        }
    }

    private static Dictionary<TKey, long> NonZero<TKey>(long[] counts, Func<int, TKey> key, int from = 0) where TKey : notnull =>
        counts.Select((count, index) => (count, index)).Where(pair => pair.count != 0 && pair.index >= from).ToDictionary(pair => key(pair.index), pair => pair.count);
}
