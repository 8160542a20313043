namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>The histograms of an interval, each in HDR's V2 encoding; empty where there is none. The protocol does not look inside.</summary>
internal sealed record IntervalHistograms
{
    public required ReadOnlyMemory<byte> OkResponse { get; init; }

    public required ReadOnlyMemory<byte> OkService { get; init; }

    public required ReadOnlyMemory<byte> FailedResponse { get; init; }

    public required ReadOnlyMemory<byte> FailedService { get; init; }

    public required ReadOnlyMemory<byte> Lateness { get; init; }

    public required ReadOnlyMemory<byte> Connect { get; init; }

    public required ReadOnlyMemory<byte> Blocked { get; init; }

    public required ReadOnlyMemory<byte> FirstByte { get; init; }
}
