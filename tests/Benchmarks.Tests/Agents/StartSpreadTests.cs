using LoadLab.Benchmarks.Agents;

namespace LoadLab.Benchmarks.Tests.Agents;

public sealed class StartSpreadTests
{
    [Fact]
    public void Read_Trial_TakesTheSpreadAndTheLatestAgent()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """
            { "agents": { "startSpreadSeconds": 0.003, "startErrorSeconds": 0.008, "agents": [ { "startedLateSeconds": 0 }, { "startedLateSeconds": 0.002 } ] } }
            """);

        Assert.Equal(new AgentStarts(0.003, 0.008, 0.002), StartSpread.Read(file));
        File.Delete(file);
    }
}
