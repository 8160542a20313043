using LoadLab.Harness.Profiles;
using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Tests.Profiles;

public sealed class AgentsReaderTests
{
    [Fact]
    public void ReadText_NoAgents_LeavesTheLoadToTheHarness() => Assert.Null(ProfileTexts.Read(ProfileTexts.Smallest).Agents);

    [Fact]
    public void ReadText_NothingButTheirNumber_StartsThemOnThisMachine()
    {
        var agents = Read("{ count: 8 }");

        Assert.Equal((8, AgentStart.Local, AgentLossPolicy.Redistribute), (agents.Count, agents.Start, agents.OnLoss));
        Assert.Equal((TimeSpan.FromSeconds(60), "loadlab/harness"), (agents.Within, agents.Image));
        Assert.Equal((null, "127.0.0.1:0"), (agents.Listen, agents.ListenOrDefault));
    }

    [Fact]
    public void ReadText_Placement_MeansASwarm()
    {
        var agents = Read("{ count: 2, placement: ['node.labels.role == load'] }");

        Assert.Equal((AgentStart.Swarm, "0.0.0.0:7710"), (agents.Start, agents.ListenOrDefault));
        Assert.Equal("node.labels.role == load", Assert.Single(agents.Placement));
    }

    [Fact]
    public void ReadText_EverythingThatASwarmTakes_IsRead()
    {
        var agents = Read("{ count: 3, start: swarm, image: 'registry.example:5000/loadlab/harness:1', listen: '10.0.0.5:0', advertise: load.example, within: 2m, on_loss: repeat, cpus: 1.5, memory: 512M }");

        Assert.Equal(("registry.example:5000/loadlab/harness:1", "10.0.0.5:0", "load.example"), (agents.Image, agents.ListenOrDefault, agents.Advertise));
        Assert.Equal((TimeSpan.FromMinutes(2), AgentLossPolicy.Repeat), (agents.Within, agents.OnLoss));
        Assert.Equal((1.5, 512L << 20), (agents.Cpus, agents.MemoryBytes));
    }

    [Fact]
    public void ReadText_ThatJoin_AreWaitedForWhereOthersFindTheHarness() => Assert.Equal("0.0.0.0:7710", Read("{ count: 1, start: join }").ListenOrDefault);

    [Fact]
    public void ReadText_NumberSetFromOutside_MakesTheSection() => Assert.Equal(3, ProfileTexts.Read(ProfileTexts.Smallest, "agents.count=3").Agents!.Count);

    [Theory]
    [InlineData("{ start: local }", "'count' is missing")]
    [InlineData("{ count: 0 }", "the least is 1")]
    [InlineData("{ count: 1001 }", "the most is 1000")]
    [InlineData("{ count: 2, start: lokal }", "did you mean 'local'?")]
    [InlineData("{ count: 2, start: local, placement: ['node.role == worker'] }", "'placement' is for agents of a swarm: write start: swarm, or remove it")]
    [InlineData("{ count: 2, start: join, image: x }", "'image' is for agents of a swarm")]
    [InlineData("{ count: 2, advertise: x }", "'advertise' is for agents of a swarm")]
    [InlineData("{ count: 2, cpus: 1 }", "'cpus' is for agents of a swarm")]
    [InlineData("{ count: 2, memory: 1G }", "'memory' is for agents of a swarm")]
    [InlineData("{ count: 2, placement: [ssd] }", "'ssd' is not a constraint: write it such as node.labels.role == load")]
    [InlineData("{ count: 2, start: swarm, image: 'x:{cpus}' }", "the agents are the same for every configuration")]
    [InlineData("{ count: 2, start: swarm, image: '' }", "name an image")]
    [InlineData("{ count: 2, start: swarm, advertise: '10.0.0.5:7710' }", "without a port, which is that of 'listen'")]
    [InlineData("{ count: 2, listen: '7710' }", "is a port alone: write 0.0.0.0:7710")]
    [InlineData("{ count: 2, listen: '0.0.0.0' }", "has no port: write 0.0.0.0:7710, or 0.0.0.0:0 for any port that is free")]
    [InlineData("{ count: 2, listen: ':7710' }", "is not HOST:PORT: write it such as 0.0.0.0:7710")]
    [InlineData("{ count: 2, listen: 'a:70000' }", "the highest is 65535")]
    [InlineData("{ count: 2, listen: '::1:7710' }", "is not HOST:PORT")]
    [InlineData("{ count: 2, within: 0s }", "must be above 0s")]
    [InlineData("{ count: 2, on_loss: retry }", "is not one of redistribute, repeat")]
    [InlineData("{ count: 2, cuont: 3 }", "did you mean 'count'?")]
    public void ReadText_OneMistake_IsToldWithTheWayToMendIt(string agents, string expected) =>
        Assert.Contains(expected, Assert.Single(ProfileTexts.Errors(ProfileTexts.Smallest, $"agents={agents}")), StringComparison.Ordinal);

    [Fact]
    public void ReadText_SeveralMistakes_AreToldAtOnceWithTheirPlaces()
    {
        const string Yaml = ProfileTexts.Smallest + """

            agents:
              count: 0
              start: join
              image: x
              listen: everywhere
              within: 5
            """;

        Assert.Equal(
            ["profile.yml:7:10: agents.count", "profile.yml:9:10: agents.image", "profile.yml:10:11: agents.listen", "profile.yml:11:11: agents.within"],
            ProfileTexts.Errors(Yaml).Select(error => string.Join(':', error.Split(':').Take(4))));
    }

    [Fact]
    public void ReadText_BesideScenariosInCode_IsRefusedWithBothWaysOut()
    {
        const string Yaml = """
            name: code
            target: { deployment: local }
            load: { scenarios: /tmp }
            agents: { count: 2 }
            """;

        var error = Assert.Single(ProfileTexts.Errors(Yaml));

        Assert.StartsWith("profile.yml:4:9: agents: agents send requests that the profile describes", error, StringComparison.Ordinal);
        Assert.Contains("remove 'agents', or describe the requests", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[::]:7710", "::", 7710)]
    [InlineData("localhost:0", "localhost", 0)]
    public void ListenText_HostAndPort_AreTakenApart(string text, string host, int port) => Assert.Equal((host, port), ListenText.Read(text).Value);

    private static AgentsConfig Read(string agents) => ProfileTexts.Read(ProfileTexts.Smallest, $"agents={agents}").Agents!;
}
