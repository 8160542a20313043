using LoadLab.Benchmarks.Servers;
using LoadLab.Benchmarks.Tests.Processes;

namespace LoadLab.Benchmarks.Tests.Servers;

/// <summary>The servers of this program as real processes.</summary>
[Collection(ChildProcesses.Collection)]
public sealed class OwnServerTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public async Task Minimal_SomeRequests_AnswersAndCountsEach()
    {
        await using var server = await OwnServer.StartAsync(ServeMinimalVerb.Name, [], processor: 0, default);
        using var http = new HttpClient();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("{}", await http.GetStringAsync(server.Url));
        }

        var account = await server.ReadAccountAsync(default);
        Assert.Equal((5, 1, 0), (account.Requests, account.Connections, account.Dropped));
    }

    [Fact]
    public async Task Stepwise_RequestsOverASecond_AreAnsweredAtStepsAndNotInTheStall()
    {
        await using var server = await OwnServer.StartAsync(ServeStepwiseVerb.Name, [ServeStepwiseVerb.StepOption, "20", ServeStepwiseVerb.StallOption, "200"], processor: 0, default);
        using var http = new HttpClient();
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal("{}", await http.GetStringAsync(server.Url));
        }

        var account = await server.ReadAccountAsync(default);

        Assert.Equal((60, 60), (account.Requests, account.AnsweredNs.Count));
        Assert.Equal(account.AnsweredNs.Order(), account.AnsweredNs);

        // However late the machine lets it wake: it stood still once, and each answer but the first waited for another step.
        Assert.Contains(account.AnsweredNs.Zip(account.AnsweredNs.Skip(1)), pair => pair.Second - pair.First > 150 * Ms);
        Assert.True(account.AnsweredNs[^1] - account.AnsweredNs[0] > 1_000 * Ms);
    }
}
