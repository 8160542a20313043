namespace LoadLab.Engine.Http;

/// <summary>Request bodies, rendered before the run, and the order in which they are used.</summary>
/// <param name="Bodies">At least one body.</param>
/// <param name="Order">How the next body is chosen.</param>
public sealed record BodyFeed(IReadOnlyList<ReadOnlyMemory<byte>> Bodies, FeedOrder Order = FeedOrder.Sequential);
