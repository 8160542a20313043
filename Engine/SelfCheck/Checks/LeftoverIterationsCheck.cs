namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>Code of an earlier run that never ended shares this process with what is measured.</summary>
internal sealed class LeftoverIterationsCheck : IGeneratorCheck
{
    public IEnumerable<Finding> Check(LoadResult result)
    {
        if (result.Scenario is { Leftovers: var leftovers and > 0 })
        {
            // What they do cannot be known: they may wait for nothing, or take all the processors.
            yield return new Finding(Verdict.Suspect,
                $"{leftovers} iterations of earlier trials had not ended and went on beside this one (bound 0): pass context.ScenarioCancellationToken to everything that may wait.");
        }
    }
}
