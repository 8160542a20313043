using LoadLab.Engine.Http;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Translation;

/// <summary>Rows of unique feeds as they change hands on the wire, and back.</summary>
internal static class RowsMessages
{
    public static IReadOnlyList<RowsSpec> Write(IReadOnlyList<RowShares> rows) =>
        [.. rows.Select(request => new RowsSpec(request.Request, [.. request.Parts.Select(part => new RowPart(part.First, part.Stride))]))];

    public static IReadOnlyList<RowShares> Read(IReadOnlyList<RowsSpec> rows) =>
        [.. rows.Select(request => new RowShares(request.Request, [.. request.Parts.Select(part => new RowShare(part.First, part.Stride))]))];
}
