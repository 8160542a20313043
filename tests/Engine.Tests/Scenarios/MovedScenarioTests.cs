using LoadLab.Engine.Measurement;
using LoadLab.Engine.Scenarios;
using MyLoadTest;

namespace LoadLab.Engine.Tests.Scenarios;

public sealed class MovedScenarioTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loadlab-scenario-");

    [Fact]
    public void Run_ScenarioOfNBomber_MeasuresIterationsAndSteps()
    {
        using var server = new LoopbackServer();

        var stats = MovedScenario.Run(server.Address.ToString(), _folder.FullName);

        var shop = stats.ScenarioStats.Get("shop");
        Assert.Equal((24, 24, 0), (stats.AllRequestCount, shop.AllOkCount, shop.AllFailCount));
        Assert.Equal([new StatusCodeStats("200", false, "", 24)], shop.Ok.StatusCodes);
        Assert.Equal(24, shop.StepStats.Get("login").Ok.Request.Count);
        Assert.Equal([new StatusCodeStats("OK", false, "", 24)], shop.StepStats.Get("home").Ok.StatusCodes);
        Assert.Equal(shop.AllBytes, shop.StepStats.Sum(step => step.Ok.DataTransfer.AllBytes));
        Assert.True(shop.Ok.Latency.Percent50 >= shop.StepStats.Get("login").Ok.Latency.MinMs);
        Assert.Equal(("http", "shop test"), (stats.TestInfo.TestSuite, stats.TestInfo.TestName));
    }

    [Fact]
    public void Run_ScenarioOfNBomber_SendsWhatItBuilt()
    {
        using var server = new LoopbackServer();

        MovedScenario.Run(server.Address.ToString(), _folder.FullName);

        Assert.Equal(24, server.Received.Count(received => received.Request == "GET /"));
        var logins = server.Received.Where(received => received.Request == "POST /login").ToList();
        Assert.All(logins, login => Assert.Equal("application/json", login.ContentType));
        Assert.Equal(
            [("""{ "user": "ann" }""", 8), ("""{ "user": "bob" }""", 8), ("""{ "user": "eve" }""", 8)],
            logins.GroupBy(login => login.Body).Select(group => (group.Key, group.Count())).Order());
    }

    [Fact]
    public void Run_WithReportFolder_WritesALogOfAllIterations()
    {
        using var server = new LoopbackServer();

        MovedScenario.Run(server.Address.ToString(), _folder.FullName);

        using var file = File.OpenText(Path.Combine(_folder.FullName, "shop.hlog"));
        Assert.Equal(24, HistogramLogReader.Read(file).Sum(HistogramTags.OkResponse).Count);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
