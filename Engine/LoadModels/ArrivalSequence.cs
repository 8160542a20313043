namespace LoadLab.Engine.LoadModels;

/// <summary>All arrivals of an open stage, numbered from 0, each at a fixed time from the stage's start.</summary>
internal abstract class ArrivalSequence
{
    /// <summary>How many arrivals there are.</summary>
    internal abstract long Count { get; }

    /// <summary>A fresh run through the arrivals of one share, which has some, that are due at <paramref name="fromNs"/> or later.</summary>
    /// <remarks>Going on to a late moment may take a while: where arrivals are random, those before have to be drawn.</remarks>
    internal abstract IArrivalSchedule Walk(DealtShare share, long fromNs);
}
