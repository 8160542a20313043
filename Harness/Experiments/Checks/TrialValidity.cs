using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Puts the generator's judgement of itself and all checks of the trial around it together.</summary>
internal static class TrialValidity
{
    private static readonly IValidityCheck[] Checks =
    [
        new NoSuccessCheck(), new FewRequestsCheck(), new SteadinessCheck(), new BusyMachineCheck(), new LimitsCheck(), new ProcessorsCheck(), new IncidentsCheck(), new AgentsCheck(),
    ];

    /// <summary>The worst verdict of all checks, and every reason, the worst first.</summary>
    public static Validity Assess(TrialEvidence evidence) =>
        Validity.Of(evidence.Load.Findings.Concat(Checks.SelectMany(check => check.Check(evidence))));
}
