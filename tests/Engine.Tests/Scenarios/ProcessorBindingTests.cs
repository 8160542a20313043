using LoadLab.Engine.Scenarios;
using LoadLab.Engine.Tests.Http;

namespace LoadLab.Engine.Tests.Scenarios;

[Collection(nameof(UndisturbedCollection))]
public sealed class ProcessorBindingTests
{
    [Fact]
    public async Task RunAsync_WithProcessors_RunsAllCodeThereAndUndoesIt()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var before = Allowed();
        var processor = before.Split(',', '-')[^1];
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        var scenario = Scenario
            .Create("s", async _ =>
            {
                seen[Allowed()] = true;
                await Task.Yield();
                seen[Allowed()] = true;
                return Response.Ok();
            })
            .WithoutWarmUp()
            .WithLoadSimulations(Simulation.IterationsForConstant(copies: 8, iterations: 100));

        await new ScenarioEngine().RunAsync(scenario, new EngineOptions { Processors = [int.Parse(processor)] }, null, CancellationToken.None);

        Assert.Equal([processor], seen.Keys);
        Assert.Equal(before, Allowed());
    }

    [Fact]
    public async Task RunAsync_WithAProcessorThatIsNotThere_SaysSo()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var scenario = Scenario.Create("s", _ => Task.FromResult<IResponse>(Response.Ok())).WithoutWarmUp();

        var error = await Assert.ThrowsAsync<LoadSetupException>(
            () => new ScenarioEngine().RunAsync(scenario, new EngineOptions { Processors = [4000] }, null, CancellationToken.None));

        Assert.Contains("4000", error.Message);
    }

    private static string Allowed()
    {
        const string Key = "Cpus_allowed_list:";
        return File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith(Key, StringComparison.Ordinal))[Key.Length..].Trim();
    }
}
