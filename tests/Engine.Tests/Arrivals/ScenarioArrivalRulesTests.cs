using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Scenarios;
using LoadLab.Engine.Tests.Http;

namespace LoadLab.Engine.Tests.Arrivals;

[Collection(nameof(UndisturbedCollection))]
public sealed class ScenarioArrivalRulesTests : ArrivalRulesContract
{
    protected override async Task<(LoadResult Load, int Asked)> RunAsync(
        TimeSpan answerAfter, TimeSpan warmUp, IReadOnlyList<LoadSimulation> stages, ILoadObserver? observer, int slots, int enough)
    {
        var asked = 0;
        var scenario = Scenario
            .Create("waiting", async context =>
            {
                var number = Interlocked.Increment(ref asked);
                await Task.Delay(answerAfter);
                if (number == enough)
                {
                    context.StopCurrentTest("enough");
                }

                return Response.Ok();
            })
            .WithWarmUpDuration(warmUp)
            .WithLoadSimulations([.. stages]);
        var engine = new ScenarioEngine(logger: new ScenarioLogger(TextWriter.Null));
        var result = await engine.RunAsync(scenario, new EngineOptions { MaxConnectionsPerLoop = slots }, observer, CancellationToken.None);
        return (result.Load, asked);
    }
}
