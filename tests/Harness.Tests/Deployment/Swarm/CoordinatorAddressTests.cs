using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class CoordinatorAddressTests
{
    private const string Manager = "127.0.0.1";

    [Theory]
    [InlineData(null, "load.example", "load.example")]
    [InlineData("10.1.2.3:7710", "load.example", "load.example")]
    [InlineData("10.1.2.3:7710", null, "10.1.2.3")]
    [InlineData("[fd00::1]:7710", null, "fd00::1")]
    [InlineData(null, null, Manager)]
    [InlineData("0.0.0.0:0", null, Manager)]
    [InlineData("[::]:7710", null, Manager)]
    public void Find_Profile_IsWhatItSaysElseTheManagers(string? listen, string? advertise, string expected) =>
        Assert.Equal(expected, CoordinatorAddress.Find(Agents(listen, advertise), Manager));

    [Fact]
    public void Find_NameThatIsNoAddress_StaysAsItIs() => Assert.Equal("manager.example", CoordinatorAddress.Find(Agents(null, null), "manager.example"));

    [Theory]
    [InlineData(null)]
    [InlineData("load.example")]
    public void Find_ListensForThisMachineAlone_IsRefused(string? advertise)
    {
        var error = Assert.Throws<UserErrorException>(() => CoordinatorAddress.Find(Agents("127.0.0.1:7710", advertise), Manager));

        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("0.0.0.0:7710", error.Message, StringComparison.Ordinal);
    }

    private static AgentsConfig Agents(string? listen, string? advertise) => new() { Count = 1, Start = AgentStart.Swarm, Listen = listen, Advertise = advertise };
}
