namespace LoadLab.Engine.Http.Loops;

/// <summary>The part of a run that an interval belongs to.</summary>
internal enum IntervalKind
{
    WarmUp,
    Measured,

    /// <summary>After the last phase: only answers to what was sent before.</summary>
    Drain,
}
