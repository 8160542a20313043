using LoadLab.Engine.Http;

namespace LoadLab.Harness.Profiles;

/// <summary>
/// Rows from a file: the columns of a .csv, the members of each line's object of a .jsonl, or each line of a .txt (as <c>{{line}}</c>) fill path and
/// body. Where neither names a column, each line of a .jsonl or .txt is a body as it is.
/// </summary>
/// <param name="File">Path, relative to the profile's folder.</param>
/// <param name="Order">How the next row is chosen.</param>
public sealed record FeedConfig(string File, FeedOrder Order = FeedOrder.Sequential);
