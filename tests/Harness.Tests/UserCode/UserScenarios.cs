using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Scenarios;

namespace LoadLab.Harness.Tests.UserCode;

/// <summary>What a user might write; this assembly is loaded as a user's is.</summary>
public static class UserScenarios
{
    /// <summary>Counts the uses of one loading.</summary>
    private static int _described;

    public static ScenarioProps Property => Scenario.Create("property", Succeed).WithoutWarmUp().WithLoadSimulations(new IterationsForConstant(1, 3));

    public static ScenarioProps Method(ScenarioArguments arguments) =>
        Scenario.Create($"method {arguments.Setting("colour", "grey")} {arguments.Targets.Count}", Succeed).WithWarmUpDuration(TimeSpan.FromSeconds(4));

    public static ScenarioProps Counted() => Scenario.Create($"described {++_described} times", Succeed);

    public static ScenarioProps Needy(ScenarioArguments arguments) => Scenario.Create($"needy {arguments.Setting("must")}", Succeed);

    public static ScenarioProps NoStages => Scenario.Create("no stages", Succeed).WithLoadSimulations();

    public static ScenarioProps NoLoad => Scenario.Empty("no load");

    /// <summary>Takes something else, so it is none.</summary>
    public static ScenarioProps Other(int number) => Scenario.Create($"other {number}", Succeed);

    /// <summary>Not public, so it is none.</summary>
    internal static ScenarioProps Hidden => Scenario.Create("hidden", Succeed);

    private static Task<IResponse> Succeed(IScenarioContext context) => Task.FromResult<IResponse>(Response.Ok());
}
