using LoadLab.Benchmarks.Servers;
using LoadLab.Benchmarks.Tests.Processes;

namespace LoadLab.Benchmarks.Tests.Servers;

/// <summary>The servers of this program as real processes.</summary>
[Collection(ChildProcesses.Collection)]
public sealed class OwnServerTests
{
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

        var account = await ReadSettledAsync(server, answered: 59);

        Assert.Equal(60, account.Requests);
        // However late the machine lets it wake, it never serves before a step, nor inside a stall that it meant to keep.
        Assert.All(account.Absences, absence => Assert.True(absence.FromNs <= absence.ToNs && absence.ToNs <= absence.CaughtUpNs));
        Assert.Contains(account.Absences, absence => absence.ToNs - absence.FromNs > 150_000_000);
        // The first is answered as it comes, before the log begins.
        Assert.Equal(59, account.Absences.Sum(absence => absence.Answered));
    }

    /// <summary>A burst is noted when it is over, which may be just after its last answer.</summary>
    private static async Task<ServerAccount> ReadSettledAsync(OwnServer server, long answered)
    {
        var account = await server.ReadAccountAsync(default);
        for (var attempt = 0; attempt < 100 && account.Absences.Sum(absence => absence.Answered) < answered; attempt++)
        {
            account = await server.ReadAccountAsync(default);
        }

        return account;
    }
}
