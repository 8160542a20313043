namespace LoadLab.Engine.Measurement;

/// <summary>One slot of a histogram that holds samples.</summary>
/// <param name="LowestNs">Smallest value of the slot.</param>
/// <param name="HighestNs">Largest value of the slot.</param>
/// <param name="Count">Samples in the slot, at least one.</param>
/// <param name="CumulativeCount">Samples in this slot and all below it.</param>
public readonly record struct HistogramSlot(long LowestNs, long HighestNs, long Count, long CumulativeCount);
