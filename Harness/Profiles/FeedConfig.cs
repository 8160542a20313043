using LoadLab.Engine.Http;

namespace LoadLab.Harness.Profiles;

/// <summary>Bodies from a file: each line of a .jsonl/.txt is a body; each row of a .csv fills <c>{{column}}</c> in the body template.</summary>
/// <param name="File">Path, relative to the profile's folder.</param>
/// <param name="Order">How the next row is chosen.</param>
public sealed record FeedConfig(string File, FeedOrder Order = FeedOrder.Sequential);
