using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Puts all checks together.</summary>
internal static class TrialValidity
{
    private static readonly IValidityCheck[] Checks =
    [
        new NoSuccessCheck(), new FewRequestsCheck(), new MissedArrivalsCheck(), new DeliveredRateCheck(), new LatenessCheck(),
        new GeneratorCpuCheck(), new SteadinessCheck(), new ClockStepCheck(), new BusyMachineCheck(), new LimitsCheck(), new ProcessorsCheck(), new IncidentsCheck(),
    ];

    /// <summary>The worst verdict of all checks, and every reason, the worst first.</summary>
    public static Validity Assess(TrialEvidence evidence)
    {
        var findings = Checks.SelectMany(check => check.Check(evidence)).OrderByDescending(finding => finding.Verdict).ToList();
        return findings.Count == 0 ? Validity.Valid : new Validity(findings[0].Verdict, [.. findings.Select(finding => finding.Reason)]);
    }
}
