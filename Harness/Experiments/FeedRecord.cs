namespace LoadLab.Harness.Experiments;

/// <summary>One row of a feed's file.</summary>
/// <param name="Number">1, 2, 3… among the rows.</param>
/// <param name="Values">By column.</param>
internal sealed record FeedRecord(int Number, IReadOnlyDictionary<string, string> Values);
