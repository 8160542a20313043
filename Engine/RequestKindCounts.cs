namespace LoadLab.Engine;

/// <summary>Counts of one kind of request over one stretch of time; each means what it means in <see cref="RequestCounts"/>.</summary>
/// <param name="Name">The request's name, or its method and path.</param>
/// <param name="Sent">Requests that went to the system.</param>
/// <param name="Ok">Of these, the successful ones.</param>
/// <param name="Failed">Of these, the failed ones.</param>
public sealed record RequestKindCounts(string Name, long Sent, long Ok, long Failed);
