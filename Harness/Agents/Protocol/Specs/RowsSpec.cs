namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>Rows of one request's unique feed.</summary>
/// <param name="Request">Index into the load's requests.</param>
/// <param name="Parts">The rows: those of all parts together.</param>
internal sealed record RowsSpec(int Request, IReadOnlyList<RowPart> Parts);
