using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>What went wrong with the target without ending it, such as a worker killed for memory.</summary>
internal sealed class IncidentsCheck : IValidityCheck
{
    public IEnumerable<Finding> Check(TrialEvidence evidence) => evidence.Incidents.Select(incident => new Finding(Verdict.Suspect, incident));
}
