using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Tests.Http;

namespace LoadLab.Engine.Tests.Arrivals;

[Collection(nameof(UndisturbedCollection))]
public sealed class HttpArrivalRulesTests : ArrivalRulesContract
{
    private static readonly TimeSpan AfterTheLast = TimeSpan.FromMilliseconds(100);

    protected override async Task<(LoadResult Load, int Asked)> RunAsync(
        TimeSpan answerAfter, TimeSpan warmUp, IReadOnlyList<LoadSimulation> stages, ILoadObserver? observer, int slots, int enough)
    {
        using var end = new CancellationTokenSource();
        using var server = new ScriptedServer(async exchange =>
        {
            await Task.Delay(answerAfter, exchange.Stop);
            await exchange.SendAsync(ScriptedServer.OkResponse);
            if (exchange.Number + 1 == enough)
            {
                end.CancelAfter(AfterTheLast);
            }
        });
        var load = new HttpLoad
        {
            Targets = [server.Url],
            Requests = [new HttpRequestTemplate { Path = "/" }],
            Simulations = stages,
            WarmUp = warmUp,
            Options = new EngineOptions { MaxConnectionsPerLoop = slots },
        };
        return (await new HttpLoadEngine().RunAsync(load, observer, end.Token), server.Requests);
    }
}
