namespace LoadLab.Engine.SelfCheck;

/// <summary>One way in which the generator may have measured itself. Pure: evidence in, findings out.</summary>
internal interface IGeneratorCheck
{
    /// <summary>What it found; empty when all is well or the check does not apply.</summary>
    IEnumerable<Finding> Check(LoadResult result);
}
