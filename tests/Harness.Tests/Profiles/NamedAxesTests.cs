namespace LoadLab.Harness.Tests.Profiles;

public sealed class NamedAxesTests
{
    private const string Stages = "{ stage: [{ name: as is, log: print }, { name: no prints }], users: [4, 8] }";

    [Fact]
    public void Read_LadderOfNamedMaps_IsLabelledByNameAndNeedsNoPlaceholderForIt()
    {
        var profile = ProfileTexts.Read(Text(Stages), "ladder=stage");

        Assert.Equal("stage", profile.Ladder);
        Assert.Equal(["stage=as is users=4", "stage=as is users=8", "stage=no prints users=4", "stage=no prints users=8"], profile.Configurations.Select(one => one.Label));
        Assert.Equal("print", profile.Configurations[0].Target.Environment["LOG"]);
        Assert.False(profile.Configurations[2].Target.Environment.ContainsKey("LOG"));
    }

    [Fact]
    public void Read_NoLadder_StillNeedsThePlaceholder() =>
        Assert.Contains("'{stage.name}' is used nowhere", Assert.Single(ProfileTexts.Errors(Text(Stages))), StringComparison.Ordinal);

    [Fact]
    public void Read_Comparison_HasTheFirstValueForItsBaseline()
    {
        Assert.Equal(new("stage", "as is"), ProfileTexts.Read(Text(Stages), "compare={ axis: stage }").Compare);
        Assert.Equal(new("users", "8"), ProfileTexts.Read(Text(Stages), "ladder=stage", "compare={ axis: users, baseline: 8 }").Compare);
    }

    [Theory]
    [InlineData("ladder=stages", "there is no axis 'stages'")]
    [InlineData("compare={ axis: stage, baseline: no print }", "did you mean 'no prints'?")]
    [InlineData("compare={ baseline: x }", "'axis' is missing")]
    public void Read_NameThatIsNone_IsAMistakeWithItsPlace(string change, string expected) =>
        Assert.Contains(ProfileTexts.Errors(Text(Stages), change), error => error.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("{ stage: [{ name: a, log: x }, { log: y }], users: [4] }", "needs a name")]
    [InlineData("{ stage: [{ name: a, log: x }, { name: a, log: y }], users: [4] }", "are called 'a'")]
    [InlineData("{ stage: [{ name: a, log: x }], users: [4] }", "one value only")]
    public void Read_ValuesThatCannotBeToldApart_AreAMistake(string matrix, string expected) =>
        Assert.Contains(ProfileTexts.Errors(Text(matrix), "ladder=stage"), error => error.Contains(expected, StringComparison.Ordinal));

    private static string Text(string matrix) =>
        $$"""
        name: named
        target: { deployment: local, environment: { LOG: "{stage.log}" } }
        matrix: {{matrix}}
        load: { scenario: predict, simulations: [{ keep_constant: { copies: "{users}", during: 10s } }] }
        """;
}
