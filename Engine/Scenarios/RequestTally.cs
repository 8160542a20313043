using System.Net;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>Sums of one stretch of time. Not thread-safe.</summary>
internal sealed class RequestTally
{
    private readonly Dictionary<int, long> _statuses = [];
    private readonly Dictionary<ErrorKind, long> _errors = [];
    private long _ok;
    private long _failed;
    private long _bytesSent;
    private long _bytesReceived;

    internal long Planned { get; set; }

    internal long Sent { get; set; }

    internal long Missed { get; set; }

    internal Latencies Ok { get; } = new(new LatencyHistogram(), new LatencyHistogram());

    internal Latencies Failed { get; } = new(new LatencyHistogram(), new LatencyHistogram());

    internal RequestCounts Counts => new()
    {
        Planned = Planned,
        Sent = Sent,
        Ok = _ok,
        Failed = _failed,
        Missed = Missed,
        BytesSent = _bytesSent,
        BytesReceived = _bytesReceived,
        Statuses = new Dictionary<int, long>(_statuses),
        Errors = new Dictionary<ErrorKind, long>(_errors),
    };

    internal void Complete(IResponse response, IterationBytes bytes, long responseNs, long serviceNs)
    {
        _bytesSent += bytes.Sent;
        _bytesReceived += bytes.Received;
        Record(response.IsError ? Failed : Ok, responseNs, serviceNs);
        var status = StatusOf(response.StatusCode);
        if (response.IsError)
        {
            Fail(status);
        }
        else
        {
            Succeed(status);
        }
    }

    internal void LeaveUnfinished(long responseNs, long serviceNs)
    {
        _failed++;
        Increment(_errors, ErrorKind.Unfinished, 1);
        Record(Failed, responseNs, serviceNs);
    }

    internal void Add(RequestTally other)
    {
        Planned += other.Planned;
        Sent += other.Sent;
        Missed += other.Missed;
        _ok += other._ok;
        _failed += other._failed;
        _bytesSent += other._bytesSent;
        _bytesReceived += other._bytesReceived;
        AddTo(_statuses, other._statuses);
        AddTo(_errors, other._errors);
        AddTo(Ok, other.Ok);
        AddTo(Failed, other.Failed);
    }

    private void Succeed(int status)
    {
        _ok++;
        // A status that contradicts the scenario's verdict is its own affair: counts by status add up with Ok and Failed.
        if (status is > 0 and < 400)
        {
            Increment(_statuses, status, 1);
        }
    }

    private void Fail(int status)
    {
        _failed++;
        if (status >= 400)
        {
            Increment(_statuses, status, 1);
        }
        else
        {
            Increment(_errors, ErrorKind.ScenarioFailed, 1);
        }
    }

    private static void Record(Latencies latencies, long responseNs, long serviceNs)
    {
        latencies.Response.Record(responseNs);
        latencies.Service.Record(serviceNs);
    }

    /// <summary>The status as a number, from "404" or "NotFound"; 0 for any other text.</summary>
    private static int StatusOf(string text) =>
        Enum.TryParse<HttpStatusCode>(text, out var status) && (int)status is >= 100 and <= 599 ? (int)status : 0;

    private static void AddTo(Latencies sum, Latencies other)
    {
        sum.Response.Add(other.Response);
        sum.Service.Add(other.Service);
    }

    private static void AddTo<TKey>(Dictionary<TKey, long> sums, Dictionary<TKey, long> others)
        where TKey : notnull
    {
        foreach (var (key, count) in others)
        {
            Increment(sums, key, count);
        }
    }

    private static void Increment<TKey>(Dictionary<TKey, long> counts, TKey key, long by)
        where TKey : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + by;
}
