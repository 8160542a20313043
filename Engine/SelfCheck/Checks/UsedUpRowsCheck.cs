namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>A load that ended because a feed had no row left is not the load that was asked for.</summary>
internal sealed class UsedUpRowsCheck : IGeneratorCheck
{
    public IEnumerable<Finding> Check(LoadResult result)
    {
        if (result.UsedUpRequest is { } request)
        {
            yield return new Finding(
                Verdict.Suspect,
                $"A unique feed had no row left for request '{request}' after {result.Measured.TotalSeconds:0.0##} s, which ended the load before its plan: "
                    + "the figures are of that time alone. Give the feed more rows, or ask for fewer requests.");
        }
    }
}
