using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Tests.Http;

/// <summary>A server that stands still for 200 ms of each second, as one with a long garbage collection does.</summary>
[Collection(nameof(UndisturbedCollection))]
public sealed class CoordinatedOmissionTests
{
    /// <summary>Runs allowed until the machine lets the server keep its own schedule.</summary>
    private const int Attempts = 4;

    private const int Rate = 2000;
    private const int Seconds = 3;
    private const long StallNs = 200_000_000;
    private const long StallFromNs = 400_000_000;
    private const long SecondNs = 1_000_000_000;

    /// <summary>
    /// Of the 2,000 arrivals of a second, the 400 of the stall wait for the rest of it, which is evenly spread over 0 to 200 ms; the slowest
    /// tenth of all are the 200 that came in its first half. So p90 is 100 ms, and more by what the server then needs for the backlog: at
    /// 20,000 answers/s the 200 requests before that one take 10 ms. The backlog's part depends on the machine, so the truth is computed
    /// from the server's own record: arrival i was due at i/2 ms, and answers leave in the order of arrivals.
    /// </summary>
    [Fact]
    public async Task RunAsync_StallingServerUnderOpenLoad_ReportsTheResponseTimeOfTheSchedule()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (truthNs, reportedNs) = await MeasureOpenAsync();
            if (truthNs is > 90_000_000 and < 130_000_000)
            {
                Assert.InRange(reportedNs, truthNs * 0.9, truthNs * 1.1);
                return;
            }
        }

        Assert.Fail($"In {Attempts} runs this machine was too busy for a server that stalls 200 ms of each second and no more.");
    }

    [Fact]
    public async Task RunAsync_StallingServerUnderClosedLoad_ServiceTimeHidesTheStall()
    {
        var startNs = MonotonicClock.NowNs();
        using var server = StallingServer(() => startNs);

        var result = await RunAsync(server, new KeepConstant(4, TimeSpan.FromSeconds(2)), control: null);

        // Only four requests meet each stall; they are the slowest, and far fewer than a tenth.
        Assert.True(result.Ok.Service.MaxNs > 150_000_000);
        Assert.True(result.Ok.Service.ValueAtPercentile(90) < 50_000_000);
    }

    private static async Task<(double TruthNs, long ReportedNs)> MeasureOpenAsync()
    {
        var startNs = MonotonicClock.NowNs();
        using var server = StallingServer(() => startNs);
        var control = new LoadControl();

        var result = await RunAsync(server, new Inject(Rate, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(Seconds)), control);

        Assert.Equal(Rate * Seconds, result.Counts.Planned);
        Assert.Equal(result.Counts.Sent, result.Counts.Ok);
        var trueNs = server.AnsweredNs.Order().Select((answeredNs, i) => answeredNs - (control.StartedNs + i * (SecondNs / Rate))).Order().ToArray();
        return (trueNs[trueNs.Length * 9 / 10], result.Ok.Response.ValueAtPercentile(90));
    }

    private static ScriptedServer StallingServer(Func<long> startNs) => new(async exchange =>
    {
        var inSecondNs = (MonotonicClock.NowNs() - startNs()) % SecondNs;
        if (inSecondNs is >= StallFromNs and < StallFromNs + StallNs)
        {
            await Task.Delay(TimeSpan.FromTicks((StallFromNs + StallNs - inSecondNs) / TimeSpan.NanosecondsPerTick), exchange.Stop);
        }

        await exchange.SendAsync(ScriptedServer.OkResponse);
    });

    private static Task<LoadResult> RunAsync(ScriptedServer server, LoadSimulation stage, LoadControl? control)
    {
        var load = new HttpLoad
        {
            Targets = [server.Url],
            Requests = [new HttpRequestTemplate { Path = "/empty" }],
            Simulations = [stage],
        };
        return new HttpLoadEngine().RunAsync(load, null, control, default);
    }
}
