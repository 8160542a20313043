namespace LoadLab.Engine.Http;

/// <summary>Paths and bodies of one kind of request, rendered before the run, and the order in which they are used.</summary>
/// <param name="Rows">At least one row.</param>
/// <param name="Order">How the next row is chosen.</param>
public sealed record RequestFeed(IReadOnlyList<FeedRow> Rows, FeedOrder Order = FeedOrder.Sequential)
{
    /// <summary>A feed of bodies for one path.</summary>
    public static RequestFeed OfBodies(IEnumerable<ReadOnlyMemory<byte>> bodies, FeedOrder order = FeedOrder.Sequential) =>
        new([.. bodies.Select(body => new FeedRow(null, body))], order);
}
