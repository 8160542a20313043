using LoadLab.Harness.Deployment.Local;
using LoadLab.Harness.Deployment.Swarm;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class SwarmOwnerTests
{
    private static readonly SwarmOwner Own = SwarmOwner.Of(ProcessIdentity.Current);

    [Fact]
    public void Parse_WhatWasWritten_IsTheSameOwner() => Assert.Equal(Own, SwarmOwner.Parse(Own.ToText()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("machine/boot")]
    [InlineData("machine/boot/x:y")]
    public void Parse_AnythingElse_IsNobody(string? text) => Assert.Null(SwarmOwner.Parse(text));

    [Fact]
    public void IsAlive_ThisProcess_IsTrue() => Assert.True(Own.IsAlive());

    [Fact]
    public void IsAlive_ItsNumberGivenToAnother_IsFalse() => Assert.False((Own with { Process = Own.Process with { StartTicks = 1 } }).IsAlive());

    [Fact]
    public void IsAlive_BeforeTheMachineWasStartedAnew_IsFalse() => Assert.False((Own with { Boot = "another" }).IsAlive());

    [Fact]
    public void IsAlive_OnAnotherMachine_IsNotKnown() => Assert.Null((Own with { Machine = "elsewhere" }).IsAlive());
}
