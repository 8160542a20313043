using System.Text.Json;

namespace LoadLab.EndToEnd.Scenarios;

/// <summary>A sweep of the example scenario over the bundled target API.</summary>
public sealed class SweepScenariosTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task Sweep_ExampleScenario_MeasuresEachConfigurationAndReportsItsSteps()
    {
        _folder.Write("visit.yml", $$"""
            name: visit
            target: { deployment: local, ready: { path: /readyz, within: 60s } }
            matrix: { replicas: [1, 2], think: [1] }
            load:
              scenarios: {{Path.Combine(HarnessProcess.Root, "examples", "ForestVisit")}}
              settings: { think: "{think}" }
              simulations: [{ keep_constant: { copies: 4, during: 1s } }]
              warm_up: 500ms
            trials: { repeats: 1 }
            """);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "visit.yml", "--out", "out");

        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        foreach (var trial in Directory.GetDirectories(Path.Combine(_folder.Path, "out", "trials")))
        {
            var load = JsonDocument.Parse(File.ReadAllText(Path.Combine(trial, "trial.json"))).RootElement.GetProperty("load");
            Assert.Equal(0, load.GetProperty("counts").GetProperty("failed").GetInt64());
            Assert.True(load.GetProperty("counts").GetProperty("ok").GetInt64() > 10);
            Assert.True(File.Exists(Path.Combine(trial, "scenario.log")));
        }

        var report = File.ReadAllText(Path.Combine(_folder.Path, "out", "report.md"));
        Assert.Matches(@"\| c02 · replicas=2 \| predict \| ", report);
        Assert.Contains("Steps of the scenario", File.ReadAllText(Path.Combine(_folder.Path, "out", "index.html")), StringComparison.Ordinal);
        Assert.Empty(harness.Leftovers());
    }
}
