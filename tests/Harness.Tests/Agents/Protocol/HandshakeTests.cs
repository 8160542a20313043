using LoadLab.Harness.Agents.Protocol;

namespace LoadLab.Harness.Tests.Agents.Protocol;

public sealed class HandshakeTests
{
    /// <summary>Computed by other code than the product's.</summary>
    [Fact]
    public void Proofs_OfKnownNonces_AreTheKnownOnes()
    {
        Assert.Equal("ptMjOhSot69iHIp5Ye92mF/8yQLF3L5bPAYHEL9ORpo=", Handshake.CoordinatorProof(Samples.Token, Samples.AgentNonce, Samples.CoordinatorNonce));
        Assert.Equal("D2BPjGomyeEQoYjFqMrPb0oFPg54rpjrjRbWEzWPVps=", Handshake.AgentProof(Samples.Token, Samples.CoordinatorNonce, Samples.AgentNonce));
    }

    [Fact]
    public void Is_TheSameTokenAndNonces_Alone()
    {
        const string otherToken = Samples.Token + "!";
        var otherNonce = Handshake.NewNonce();

        Assert.True(Handshake.IsCoordinator(Samples.Challenge(), Samples.Token, Samples.AgentNonce));
        Assert.False(Handshake.IsCoordinator(Samples.Challenge(), otherToken, Samples.AgentNonce));
        Assert.False(Handshake.IsCoordinator(Samples.Challenge(), Samples.Token, otherNonce));
        Assert.False(Handshake.IsCoordinator(Samples.Challenge() with { Nonce = otherNonce }, Samples.Token, Samples.AgentNonce));
        Assert.True(Handshake.IsAgent(Samples.Answer(null), Samples.Token, Samples.CoordinatorNonce, Samples.AgentNonce));
        Assert.False(Handshake.IsAgent(Samples.Answer(null), otherToken, Samples.CoordinatorNonce, Samples.AgentNonce));
        Assert.False(Handshake.IsAgent(Samples.Answer(null), Samples.Token, otherNonce, Samples.AgentNonce));
        Assert.False(Handshake.IsAgent(Samples.Answer(null), Samples.Token, Samples.CoordinatorNonce, otherNonce));
    }

    /// <summary>Who does not know the token and sends back what came gets nowhere, whichever nonces it takes.</summary>
    [Fact]
    public void Is_AProofSentBack_IsNone()
    {
        var reflected = Samples.Answer(null) with { Proof = Handshake.CoordinatorProof(Samples.Token, Samples.AgentNonce, Samples.AgentNonce) };

        Assert.False(Handshake.IsAgent(reflected, Samples.Token, Samples.AgentNonce, Samples.AgentNonce));
    }

    [Fact]
    public void NewNonce_IsNeverTheSame()
    {
        var nonces = Enumerable.Range(0, 1000).Select(_ => Handshake.NewNonce()).ToHashSet();

        Assert.Equal(1000, nonces.Count);
        Assert.All(nonces, nonce => Assert.Equal(32, Convert.FromBase64String(nonce).Length));
    }

    [Theory]
    [InlineData("fifteen-letters", false)]
    [InlineData("sixteen--letters", true)]
    [InlineData("with a blank in it", false)]
    [InlineData("with-an-end-of-line\n", false)]
    [InlineData("with-a-letter-beyond-ä", false)]
    public void TokenProblem_OfTokens_OnlyOfBadOnes(string token, bool isGood) => Assert.Equal(isGood, Handshake.TokenProblem(token) is null);

    [Theory]
    [InlineData(new[] { 1 }, 1)]
    [InlineData(new[] { 3, 1, 2 }, 1)]
    [InlineData(new[] { 2, 3 }, null)]
    public void Shared_Versions_IsTheNewestOfBoth(int[] others, int? shared) => Assert.Equal(shared, ProtocolVersion.Shared(others));
}
