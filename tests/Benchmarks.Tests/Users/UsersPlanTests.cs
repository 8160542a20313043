using LoadLab.Benchmarks.Users;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Benchmarks.Tests.Users;

public sealed class UsersPlanTests
{
    [Fact]
    public void ToLoad_TenThousandByFiveHundred_IsTwentyStepsAndAHold()
    {
        var plan = new UsersPlan(10_000, 500, 2, 90, 4, 9);

        var stages = plan.ToLoad(new Uri("http://127.0.0.1:8080/empty")).Simulations.Cast<KeepConstant>().ToList();

        Assert.Equal(Enumerable.Range(1, 20).Select(step => 500 * step), stages.Select(stage => stage.Copies));
        Assert.Equal((38, 128), (plan.RampSeconds, plan.Seconds));
        Assert.Equal(TimeSpan.FromSeconds(plan.Seconds), stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage.During));
    }

    [Fact]
    public void ToLoad_LastStepNotWhole_EndsWithAllUsers() =>
        Assert.Equal([400, 800, 1_000], new UsersPlan(1_000, 400, 1, 5, 1, 2).ToLoad(new Uri("http://127.0.0.1:1/")).Simulations.Cast<KeepConstant>().Select(stage => stage.Copies));
}
