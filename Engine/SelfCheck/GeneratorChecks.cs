using LoadLab.Engine.SelfCheck.Checks;

namespace LoadLab.Engine.SelfCheck;

/// <summary>All checks of the generator by itself; their thresholds and where these come from are in docs/methodology.md.</summary>
internal static class GeneratorChecks
{
    private static readonly IGeneratorCheck[] All =
    [
        new MissedArrivalsCheck(), new DeliveredRateCheck(), new LatenessCheck(), new StalledPercentileCheck(), new StalledTimeCheck(),
        new InvoluntarySwitchesCheck(), new LoopCpuCheck(), new GcPauseCheck(), new PoolDelayCheck(), new ConnectionLimitCheck(), new ClockStepCheck(),
        new UsedUpRowsCheck(), new LeftoverIterationsCheck(),
    ];

    public static IEnumerable<Finding> Findings(LoadResult result) => All.SelectMany(check => check.Check(result));
}
