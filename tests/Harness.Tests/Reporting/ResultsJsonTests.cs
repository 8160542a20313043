using System.Text.Json.Nodes;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Reporting;

namespace LoadLab.Harness.Tests.Reporting;

public sealed class ResultsJsonTests
{
    [Fact]
    public void Of_AnySweep_FollowsItsSchema()
    {
        var schema = new JsonSchema(JsonNode.Parse(File.ReadAllText(SchemaPath()))!.AsObject());
        SweepBuilder[] sweeps =
        [
            GoldenTests.Mixed(),
            SweepBuilder.Resources(24),
            SweepBuilder.Resources(2, repeats: 1),
            new SweepBuilder().Add(1, null, null, 500, scenario: "empty", errors: 0.1).Add(1, null, null, 300, scenario: "predict").WithoutReplicas(),
            SweepBuilder.Evolution(users: [4, 8]),
            SweepBuilder.Evolution(repeats: 1),
            SweepBuilder.Batching(),
            GoldenTests.Distributed(),
            new SweepBuilder { Prices = new PricesConfig { CpuHour = 1 } }.Add(1, 1, null, 500),
        ];

        Assert.All(sweeps, sweep => Assert.Empty(schema.Validate(JsonNode.Parse(ResultsJson.Of(sweep.Data())))));
    }

    [Fact]
    public void Of_AgentsMadeTheLoad_TellsThePartOfEach()
    {
        var configurations = JsonNode.Parse(ResultsJson.Of(GoldenTests.Distributed().Data()))!["configurations"]!.AsArray();

        var trial = configurations[0]!["agents"]!.AsArray().Single(one => (string?)one!["trial"] == "c01-r2")!;
        Assert.Equal(["agent-1", "agent-2", "agent-3", "agent-4"], trial["agents"]!.AsArray().Select(agent => (string?)agent!["name"]));
        Assert.Equal(["finished", "finished", "lost", "finished"], trial["agents"]!.AsArray().Select(agent => (string?)agent!["end"]));
        Assert.Equal(4.2, (double)trial["agents"]![2]!["toSeconds"]!, 1e-9);
        Assert.Equal(["lost", "takenOver"], trial["events"]!.AsArray().Select(one => (string?)one!["kind"]));
        Assert.Null(JsonNode.Parse(ResultsJson.Of(SweepBuilder.Resources(2).Data()))!["configurations"]![0]!["agents"]);
    }

    [Fact]
    public void Validate_WrongDocument_IsRefused()
    {
        var schema = new JsonSchema(JsonNode.Parse(File.ReadAllText(SchemaPath()))!.AsObject());
        var document = JsonNode.Parse(ResultsJson.Of(GoldenTests.Mixed().Data()))!;
        document["kind"] = "guess";
        document["configurations"]![0]!["requestsPerSecond"]!["mean"] = "many";

        Assert.Equal(2, schema.Validate(document).Count);
    }

    private static string SchemaPath()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "docs", "results.schema.json");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new FileNotFoundException("docs/results.schema.json was not found above the test assembly.");
    }
}
