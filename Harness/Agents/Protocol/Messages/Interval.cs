using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: one interval of the series, as the agent's own loops made it. All times are counted as the engine counts them.</summary>
internal sealed record Interval : Message
{
    public required Guid Run { get; init; }

    /// <summary>0, 1, 2… in the order sent; never skips, never repeats, whatever the connection does.</summary>
    public required int Sequence { get; init; }

    /// <summary>The epoch of shares that it belongs to.</summary>
    public required int Epoch { get; init; }

    /// <summary>0, 1, 2… from the start of warm-up.</summary>
    public required int Index { get; init; }

    public required bool IsWarmUp { get; init; }

    public required bool IsDrain { get; init; }

    /// <summary>Counted from the start of measuring: negative during warm-up.</summary>
    public required long StartNs { get; init; }

    public required long LengthNs { get; init; }

    public required CountsSpec Counts { get; init; }

    /// <summary>The same by kind of request, in the load's order.</summary>
    public required IReadOnlyList<KindSpec> Kinds { get; init; }

    public required int InFlight { get; init; }

    public required int Users { get; init; }

    public required int Connections { get; init; }

    /// <summary>Null where nothing watched the generator.</summary>
    public required EvidenceSpec? Evidence { get; init; }

    public required IntervalHistograms Histograms { get; init; }

    /// <summary>32 bytes that tie it to all intervals before it; <see cref="IntervalChain"/> fills them in.</summary>
    public ReadOnlyMemory<byte> Digest { get; init; }
}
