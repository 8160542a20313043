namespace LoadLab.Engine.LoadModels;

/// <summary>All arrivals of an open stage, numbered from 0, each at a fixed time from the stage's start.</summary>
internal abstract class ArrivalSequence
{
    /// <summary>How many arrivals there are.</summary>
    internal abstract long Count { get; }

    /// <summary>A fresh run through the arrivals of one share.</summary>
    internal abstract IArrivalSchedule Walk(DealtShare share);
}
