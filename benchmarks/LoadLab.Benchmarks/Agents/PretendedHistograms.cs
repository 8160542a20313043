using LoadLab.Engine.Measurement;

namespace LoadLab.Benchmarks.Agents;

/// <summary>The histograms of an interval.</summary>
internal sealed class PretendedHistograms
{
    public LatencyHistogram OkResponse { get; } = new();

    public LatencyHistogram OkService { get; } = new();

    public LatencyHistogram FailedResponse { get; } = new();

    public LatencyHistogram FailedService { get; } = new();

    public LatencyHistogram Lateness { get; } = new();

    public LatencyHistogram Connect { get; } = new();

    public LatencyHistogram Blocked { get; } = new();

    public LatencyHistogram FirstByte { get; } = new();

    public void Record(IEnumerable<PretendedRequest> requests)
    {
        foreach (var request in requests)
        {
            (request.IsOk ? OkResponse : FailedResponse).Record(request.ServiceNs + request.LateNs);
            (request.IsOk ? OkService : FailedService).Record(request.ServiceNs);
            Lateness.Record(request.LateNs);
            Blocked.Record(request.BlockedNs);
            FirstByte.Record(request.FirstByteNs);
            if (request.ConnectNs is { } connectNs)
            {
                Connect.Record(connectNs);
            }
        }
    }
}
