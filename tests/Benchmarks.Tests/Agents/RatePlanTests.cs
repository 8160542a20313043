using LoadLab.Benchmarks.Agents;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles;

namespace LoadLab.Benchmarks.Tests.Agents;

public sealed class RatePlanTests
{
    private static readonly RatePlan Plan = new(8, 8_000, 10, 5, "frugal");
    private static readonly Uri Url = new("http://127.0.0.1:8080/empty");

    [Fact]
    public void Arguments_Plan_AskForTheWholeRateOfAllAgentsTogether() => Assert.Equal(
        ["--agents", "8", "--url", "http://127.0.0.1:8080/empty", "--simulation", "inject:rate=8000,during=10s", "--warm-up", "2s", "--pacing", "frugal"], Plan.Arguments(Url));

    [Fact]
    public void Profile_Plan_IsTheSameLoadByTheHarnesssOwnReading()
    {
        var profile = ProfileReader.ReadText(Plan.Profile(Url), Path.GetTempPath(), []);

        Assert.Equal((8, 5), (profile.Agents!.Count, profile.Trials.Repeats));
        var load = Assert.Single(profile.Configurations).Load;
        Assert.Equal([new Inject(8_000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10))], load.Simulations);
        Assert.Equal((TimeSpan.FromSeconds(2), Engine.Pacing.Frugal), (load.WarmUp, load.Pacing));
    }
}
