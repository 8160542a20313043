using LoadLab.Engine;

namespace LoadLab.Harness.Agents.Merging;

/// <summary>Counts by kind of request, added up.</summary>
internal static class KindSums
{
    /// <param name="parts">Each with the same kinds in the same order, or empty.</param>
    public static IReadOnlyList<RequestKindCounts> Of(IReadOnlyList<IReadOnlyList<RequestKindCounts>> parts)
    {
        var filled = parts.Where(part => part.Count > 0).ToList();
        return filled.Count == 0
            ? []
            : [.. filled[0].Select((kind, index) => kind with
            {
                Sent = filled.Sum(part => part[index].Sent),
                Ok = filled.Sum(part => part[index].Ok),
                Failed = filled.Sum(part => part[index].Failed),
            })];
    }
}
