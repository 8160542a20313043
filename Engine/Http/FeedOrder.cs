namespace LoadLab.Engine.Http;

/// <summary>How the next item of a feed is chosen.</summary>
public enum FeedOrder
{
    /// <summary>One after another, from the start again after the last.</summary>
    Sequential = 0,

    /// <summary>Uniformly at random with the run's seed.</summary>
    Random = 1,
}
