using LoadLab.Engine.Measurement;

namespace LoadLab.Engine;

/// <summary>Where time goes before and within the service time, in ns. Warm-up excluded where the whole is.</summary>
/// <param name="Connect">
/// From the start of connecting to connected: one sample for each connection made for a request, none for a request on a kept one or for
/// an attempt that failed.
/// </param>
/// <param name="Blocked">
/// From the intended send until a connection was free or began to be made: one sample for each request that was sent after it had to wait
/// because its loop held as many connections as it may. Requests that found a connection at once are not in it.
/// </param>
/// <param name="FirstByte">From the actual send to the first byte of the response, of successful requests.</param>
public sealed record ConnectionTimings(LatencyHistogram Connect, LatencyHistogram Blocked, LatencyHistogram FirstByte)
{
    /// <summary>An independent copy.</summary>
    internal ConnectionTimings Copy() => new(Connect.Copy(), Blocked.Copy(), FirstByte.Copy());
}
