using System.Diagnostics;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.SelfCheck;
using LoadLab.Engine.Tests.Http;

namespace LoadLab.Engine.Tests.SelfCheck;

/// <summary>A real process that never sleeps, on the loop's own processor.</summary>
[Collection(nameof(UndisturbedCollection))]
public sealed class SharedProcessorTests
{
    public static TheoryData<LoadSimulation> Loads => [new KeepConstant(8, TimeSpan.FromSeconds(2)), new Inject(1000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2))];

    [TwoProcessorsTheory]
    [MemberData(nameof(Loads))]
    public async Task Validity_BusyProcessOnTheLoopsProcessor_IsNotValid(LoadSimulation simulation)
    {
        using var server = ScriptedServer.Ok();
        using var busy = Process.Start("taskset", ["-c", "1", "sh", "-c", "while :; do :; done"])!;
        try
        {
            var result = await new HttpLoadEngine().RunAsync(
                new HttpLoad
                {
                    Targets = [server.Url],
                    Requests = [new HttpRequestTemplate { Path = "/" }],
                    Simulations = [simulation],
                    Options = new EngineOptions { Processors = [1] },
                },
                observer: null,
                default);

            Assert.NotEqual(Verdict.Valid, result.Validity.Verdict);
            Assert.True(result.Generator.Loops[0].Stalls > 0);
            Assert.True(result.Generator.Loops[0].LongestStall > TimeSpan.Zero);
            Assert.NotNull(result.Generator.WorstInterval);
        }
        finally
        {
            busy.Kill();
            await busy.WaitForExitAsync();
        }
    }
}
