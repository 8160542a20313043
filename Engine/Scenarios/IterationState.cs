namespace LoadLab.Engine.Scenarios;

/// <summary>The iteration that an instance has under way.</summary>
internal sealed class IterationState
{
    internal bool IsRunning { get; set; }

    /// <summary>False for one of the warm-up, whenever it ends.</summary>
    internal bool IsMeasured { get; set; }

    internal long IntendedNs { get; set; }

    internal long SentNs { get; set; }
}
