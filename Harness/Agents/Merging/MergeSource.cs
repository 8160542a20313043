using LoadLab.Engine;

namespace LoadLab.Harness.Agents.Merging;

/// <summary>One agent's intervals on their way into the merged ones.</summary>
/// <param name="neededFrom">See <see cref="NeededFrom"/>.</param>
internal sealed class MergeSource(int neededFrom)
{
    /// <summary>The first interval that is not complete without this source; <see cref="int.MaxValue"/> while it makes no load.</summary>
    public int NeededFrom { get; set; } = neededFrom;

    /// <summary>Nothing more will come from it.</summary>
    public bool HasEnded { get; set; }

    /// <summary>
    /// Its successful requests that ended within the merged measured part. One that was ended early drains while the others still measure: what it
    /// drains then belongs to the whole's measured part, though not to its own.
    /// </summary>
    public long OkInTime { get; internal set; }

    /// <summary>Told, and not merged yet; in order.</summary>
    internal Queue<IntervalResult> Waiting { get; } = new();
}
