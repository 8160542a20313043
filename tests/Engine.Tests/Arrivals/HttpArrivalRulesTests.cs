using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Tests.Http;

namespace LoadLab.Engine.Tests.Arrivals;

public sealed class HttpArrivalRulesTests : ArrivalRulesContract
{
    protected override async Task<(LoadResult Load, int Asked)> RunAsync(
        TimeSpan answerAfter, TimeSpan warmUp, IReadOnlyList<LoadSimulation> stages, ILoadObserver? observer, int slots)
    {
        using var server = new ScriptedServer(async exchange =>
        {
            await Task.Delay(answerAfter, exchange.Stop);
            await exchange.SendAsync(ScriptedServer.OkResponse);
        });
        var load = new HttpLoad
        {
            Targets = [server.Url],
            Requests = [new HttpRequestTemplate { Path = "/" }],
            Simulations = stages,
            WarmUp = warmUp,
            Options = new EngineOptions { MaxConnectionsPerLoop = slots },
        };
        return (await new HttpLoadEngine().RunAsync(load, observer, CancellationToken.None), server.Requests);
    }
}
