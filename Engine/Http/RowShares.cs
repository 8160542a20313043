namespace LoadLab.Engine.Http;

/// <summary>Rows of one request's unique feed that are a generator's.</summary>
/// <param name="Request">Index of the request in <see cref="HttpLoad.Requests"/>.</param>
/// <param name="Parts">They have no row in common.</param>
public sealed record RowShares(int Request, IReadOnlyList<RowShare> Parts);
