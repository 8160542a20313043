namespace LoadLab.Engine.Http;

/// <summary>How the next row of a feed is chosen.</summary>
public enum FeedOrder
{
    /// <summary>One after another, from the start again after the last.</summary>
    Sequential = 0,

    /// <summary>Uniformly at random with the run's seed.</summary>
    Random = 1,

    /// <summary>
    /// One after another, each at most once by all loops and generators together, warm-up included. Where a loop needs a row and has none
    /// left, the load ends: see <see cref="LoadResult.UsedUpRequest"/>.
    /// </summary>
    Unique = 2,
}
