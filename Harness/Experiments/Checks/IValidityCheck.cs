using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>One reason for which a trial may not be believed.</summary>
internal interface IValidityCheck
{
    /// <summary>What it found; empty when all is well or the check does not apply.</summary>
    IEnumerable<Finding> Check(TrialEvidence evidence);
}
