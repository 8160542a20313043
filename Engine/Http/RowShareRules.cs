namespace LoadLab.Engine.Http;

/// <summary>What makes <see cref="RowShares"/> fit for a load.</summary>
internal static class RowShareRules
{
    /// <summary>Everything wrong with them.</summary>
    public static IEnumerable<string> Check(IReadOnlyList<RowShares> rows, IReadOnlyList<HttpRequestTemplate> requests)
    {
        foreach (var (share, index) in rows.Select((share, index) => (share, index)))
        {
            if (share.Request < 0 || share.Request >= requests.Count || requests[share.Request].Feed is not { Order: FeedOrder.Unique })
            {
                yield return $"rows[{index}]: request {share.Request} has no unique feed; name the index of one that has.";
            }

            foreach (var part in share.Parts.Where(part => part.First < 0 || part.Stride < 1))
            {
                yield return $"rows[{index}]: {part.First} and every {part.Stride}th row after it are no rows; give a first from 0 and a stride from 1.";
            }
        }
    }

    /// <exception cref="ArgumentException">They are not fit; the message lists everything wrong.</exception>
    public static void ThrowIfInvalid(IReadOnlyList<RowShares> rows, IReadOnlyList<HttpRequestTemplate> requests)
    {
        var errors = Check(rows, requests).ToList();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(rows));
        }
    }
}
