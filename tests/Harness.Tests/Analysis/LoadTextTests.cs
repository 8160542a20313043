using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Tests.Deployment;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class LoadTextTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<LoadSimulation, string> Stages => new()
    {
        { new Inject(2000, Second, 5 * Second), "2,000 requests every 1 s for 5 s" },
        { new Inject(2000, Second, 5 * Second) { Arrivals = ArrivalProcess.Poisson }, "2,000 requests every 1 s (Poisson arrivals) for 5 s" },
        { new RampingInject(20, Second, 5 * Second) { Arrivals = ArrivalProcess.Poisson }, "ramp to 20 requests every 1 s (Poisson arrivals) in 5 s" },
        { new IterationsForInject(20, Second, 1000), "1,000 requests, 20 every 1 s" },
        { new IterationsForInject(20, Second, 1000) { Arrivals = ArrivalProcess.Poisson }, "1,000 requests, 20 every 1 s (Poisson arrivals)" },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void Of_OpenStage_SaysHowItsArrivalsLieInTime(LoadSimulation stage, string expected) =>
        Assert.EndsWith(expected, LoadText.Of(TestConfigurations.Load(stage)));

    /// <summary>Another process of arrivals is another load: what was measured under the two must not be ranked together.</summary>
    [Fact]
    public void LoadKey_OtherArrivals_IsAnotherLoad() => Assert.NotEqual(
        LoadKey.Of(TestConfigurations.Load(new Inject(1, Second, Second))),
        LoadKey.Of(TestConfigurations.Load(new Inject(1, Second, Second) { Arrivals = ArrivalProcess.Poisson })));
}
