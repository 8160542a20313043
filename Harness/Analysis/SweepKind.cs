namespace LoadLab.Harness.Analysis;

/// <summary>What a sweep compares. Written to results by name.</summary>
public enum SweepKind
{
    /// <summary>Settings of one service under one load: one of them can be recommended.</summary>
    Tuning = 0,

    /// <summary>Different work for one service, such as its endpoints: none is better, the differences tell where the time goes.</summary>
    Workloads = 1,

    /// <summary>The same work asked for more or less often: none is better, the differences tell where it saturates.</summary>
    Loads = 2,

    /// <summary>Settings under several loads: one recommendation for each load.</summary>
    TuningPerLoad = 3,

    /// <summary>Changes that follow from one another, such as faults removed one by one: each is told by what it gained.</summary>
    Ladder = 4,
}
