using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Translation;

/// <summary>Intervals of a run as they cross the wire, and back, sample by sample.</summary>
internal static class IntervalMessages
{
    /// <param name="interval">As the engine told it.</param>
    /// <param name="run">The run it is of.</param>
    /// <param name="sequence">0, 1, 2… over the run.</param>
    /// <param name="epoch">The share that its sender had when it ended.</param>
    /// <returns>Without its digest, which the encoder adds.</returns>
    public static Interval Write(IntervalResult interval, Guid run, int sequence, int epoch) => new()
    {
        Run = run,
        Sequence = sequence,
        Epoch = epoch,
        Index = interval.Index,
        IsWarmUp = interval.IsWarmUp,
        IsDrain = interval.IsDrain,
        StartNs = WireTime.Ns(interval.Start),
        LengthNs = WireTime.Ns(interval.Length),
        Counts = Write(interval.Counts),
        Kinds = [.. interval.Requests.Select(kind => new KindSpec(kind.Sent, kind.Ok, kind.Failed))],
        InFlight = interval.InFlight,
        Users = interval.Users,
        Connections = interval.Connections,
        Evidence = interval.Generator is { } evidence
            ? new EvidenceSpec(Ns(evidence.Stalled), Ns(evidence.LongestStall), Ns(evidence.RunDelay), WireTime.Ns(evidence.GcPause))
            : null,
        Histograms = new IntervalHistograms
        {
            OkResponse = HistogramEncoding.Encode(interval.Ok.Response),
            OkService = HistogramEncoding.Encode(interval.Ok.Service),
            FailedResponse = HistogramEncoding.Encode(interval.Failed.Response),
            FailedService = HistogramEncoding.Encode(interval.Failed.Service),
            Lateness = HistogramEncoding.Encode(interval.Lateness),
            Connect = HistogramEncoding.Encode(interval.Timings?.Connect ?? new LatencyHistogram()),
            Blocked = HistogramEncoding.Encode(interval.Timings?.Blocked ?? new LatencyHistogram()),
            FirstByte = HistogramEncoding.Encode(interval.Timings?.FirstByte ?? new LatencyHistogram()),
        },
    };

    /// <param name="interval">As received.</param>
    /// <param name="names">Of the kinds of requests, in the load's order.</param>
    /// <exception cref="FormatException">It is none of such a load: the histograms cannot be read, or do not agree with the counts.</exception>
    public static IntervalResult Read(Interval interval, IReadOnlyList<string> names)
    {
        if (interval.Kinds.Count != names.Count)
        {
            throw new FormatException($"The interval counts {interval.Kinds.Count} kinds of requests where the load has {names.Count}.");
        }

        var counts = Read(interval.Counts);
        var result = new IntervalResult
        {
            Index = interval.Index,
            IsWarmUp = interval.IsWarmUp,
            IsDrain = interval.IsDrain,
            Start = WireTime.Span(interval.StartNs),
            Length = WireTime.Span(interval.LengthNs),
            Counts = counts,
            Requests = [.. interval.Kinds.Select((kind, index) => new RequestKindCounts(names[index], kind.Sent, kind.Ok, kind.Failed))],
            Ok = new Latencies(Histogram(interval.Histograms.OkResponse), Histogram(interval.Histograms.OkService)),
            Failed = new Latencies(Histogram(interval.Histograms.FailedResponse), Histogram(interval.Histograms.FailedService)),
            Lateness = Histogram(interval.Histograms.Lateness),
            Timings = new ConnectionTimings(
                Histogram(interval.Histograms.Connect), Histogram(interval.Histograms.Blocked), Histogram(interval.Histograms.FirstByte)),
            InFlight = interval.InFlight,
            Users = interval.Users,
            Connections = interval.Connections,
            Generator = interval.Evidence is { } evidence
                ? new IntervalEvidence(Span(evidence.StalledNs), Span(evidence.LongestStallNs), Span(evidence.RunDelayNs), WireTime.Span(evidence.GcPauseNs))
                : null,
        };

        // Each answer is one sample: an interval that says otherwise would make figures that no request stands behind.
        return result.Ok.Response.Count == counts.Ok && result.Ok.Service.Count == counts.Ok
            && result.Failed.Response.Count == counts.Failed && result.Failed.Service.Count == counts.Failed
            ? result
            : throw new FormatException("The interval's histograms hold another number of requests than it counts.");
    }

    private static CountsSpec Write(RequestCounts counts) => new()
    {
        Planned = counts.Planned,
        Sent = counts.Sent,
        Ok = counts.Ok,
        Failed = counts.Failed,
        Missed = counts.Missed,
        Unsolicited = counts.Unsolicited,
        BytesSent = counts.BytesSent,
        BytesReceived = counts.BytesReceived,
        Statuses = counts.Statuses,
        Errors = counts.Errors.ToDictionary(error => (int)error.Key, error => error.Value),
    };

    private static RequestCounts Read(CountsSpec counts) => new()
    {
        Planned = counts.Planned,
        Sent = counts.Sent,
        Ok = counts.Ok,
        Failed = counts.Failed,
        Missed = counts.Missed,
        Unsolicited = counts.Unsolicited,
        BytesSent = counts.BytesSent,
        BytesReceived = counts.BytesReceived,
        Statuses = counts.Statuses,
        Errors = counts.Errors.ToDictionary(error => ReadError(error.Key), error => error.Value),
    };

    private static ErrorKind ReadError(int number) =>
        Enum.IsDefined((ErrorKind)number) ? (ErrorKind)number : throw new FormatException($"There is no error of kind {number}.");

    private static LatencyHistogram Histogram(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return HistogramEncoding.Decode(bytes.Span);
        }
        catch (HistogramFormatException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static long? Ns(TimeSpan? time) => time is { } value ? WireTime.Ns(value) : null;

    private static TimeSpan? Span(long? ns) => ns is { } value ? WireTime.Span(value) : null;
}
