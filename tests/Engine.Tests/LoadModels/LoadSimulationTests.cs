using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.LoadModels;

public sealed class LoadSimulationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<LoadSimulation, string[]> Mistakes => new()
    {
        { new Inject(0, TimeSpan.Zero, -Second), ["rate", "interval", "during"] },
        { new Inject(10_000_001, Second, Second), ["rate"] },
        { new Inject(1, TimeSpan.FromDays(2), TimeSpan.FromDays(32)), ["interval", "during"] },
        { new RampingInject(-1, Second, Second), ["rate"] },
        { new InjectRandom(-1, 0, Second, Second), ["min_rate", "max_rate"] },
        { new InjectRandom(5, 4, Second, Second), ["min_rate"] },
        { new KeepConstant(0, TimeSpan.Zero), ["copies", "during"] },
        { new KeepConstant(1_000_001, Second), ["copies"] },
        { new RampingConstant(-1, Second), ["copies"] },
        { new IterationsForConstant(0, 0), ["copies", "iterations"] },
        { new IterationsForInject(0, TimeSpan.Zero, 0), ["rate", "interval", "iterations"] },
        { new IterationsForInject(1, TimeSpan.FromDays(1), 32), ["iterations"] },
        { new Inject(1, Second, Second) { Arrivals = (ArrivalProcess)2 }, ["arrivals"] },
        { new RampingInject(1, Second, Second) { Arrivals = (ArrivalProcess)(-1) }, ["arrivals"] },
        { new IterationsForInject(1, Second, 1) { Arrivals = (ArrivalProcess)2 }, ["arrivals"] },
        { new Pause(TimeSpan.Zero), ["during"] },
    };

    public static TheoryData<LoadSimulation, string> Valid => new()
    {
        { new Inject(1, Second, Second), "inject" },
        { new RampingInject(0, Second, Second), "ramping_inject" },
        { new InjectRandom(0, 1, Second, Second), "inject_random" },
        { new KeepConstant(1, Second), "keep_constant" },
        { new RampingConstant(0, Second), "ramping_constant" },
        { new IterationsForConstant(1, 1), "iterations_for_constant" },
        { new IterationsForInject(1, Second, 1), "iterations_for_inject" },
        { new IterationsForInject(1, TimeSpan.FromDays(1), 31), "iterations_for_inject" },
        { new Inject(1, Second, Second) { Arrivals = ArrivalProcess.Poisson }, "inject" },
        { new Pause(Second), "pause" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_Mistakes_NamesEveryField(LoadSimulation stage, string[] fields) =>
        Assert.Equal(fields, stage.Validate().Select(failure => failure.Split(':')[0]));

    [Theory]
    [MemberData(nameof(Valid))]
    public void Validate_SmallestValidStage_FindsNothing(LoadSimulation stage, string name)
    {
        Assert.Empty(stage.Validate());
        Assert.Equal(name, stage.Name);
    }
}
