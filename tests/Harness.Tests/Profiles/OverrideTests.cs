using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Profiles;

public sealed class OverrideTests
{
    [Fact]
    public void ReadText_Overrides_ReplaceAndAddAndAreInTheYaml()
    {
        var profile = ProfileTexts.Read(
            ProfileTexts.Smallest,
            "load.simulations[0].keep_constant.copies=64", "matrix.cpus=[0.5,1]", "trials.repeats=1", "description=with, comma", "target.environment.A=\"007\"");

        Assert.Equal(2, profile.Configurations.Count);
        Assert.Equal(64, ((Engine.LoadModels.KeepConstant)profile.Configurations[0].Load.Simulations[0]).Copies);
        Assert.Equal(1, profile.Trials.Repeats);
        Assert.StartsWith("# As run, with:\n#   --set load.simulations[0].keep_constant.copies=64\n", profile.Yaml);
        AssertSame(profile, ProfileTexts.Read(profile.Yaml));
    }

    [Theory]
    [InlineData("trials", "write path=value")]
    [InlineData("=5", "write path=value")]
    [InlineData("trials..repeats=5", "write path=value")]
    [InlineData("load.simulations.keep_constant=5", "load.simulations is a list: say which entry, such as load.simulations[0].keep_constant")]
    [InlineData("load.simulations[1]=5", "load.simulations has 1 entries, counted from [0], so there is no [1]")]
    [InlineData("name.short=5", "name is a single value, not a map")]
    [InlineData("name[0]=5", "name is a single value, not a list")]
    [InlineData("matrix.cpus=[1", "not valid YAML")]
    [InlineData("trials.repets=5", "did you mean 'repeats'?")]
    [InlineData("trials.repeats=five", "'five' is not a number")]
    public void ReadText_OverrideMistake_NamesTheOption(string change, string expected)
    {
        var error = Assert.Single(ProfileTexts.Errors(ProfileTexts.Smallest, change));

        Assert.StartsWith($"--set {change}: ", error);
        Assert.Contains(expected, error);
    }

    [Fact]
    public void ReadText_AnyTextAsOverride_ReadsBackTheSame() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var value = new string([.. text.Get.Where(letter => letter is >= ' ' and not '\x7f' and < '\ud800' and not '\u0085' and not '\ufeff')]);
            var profile = ProfileTexts.Read(ProfileTexts.Smallest, $"description={JsonSerializer.Serialize(value)}");
            Assert.Equal(value, profile.Description);
            AssertSame(profile, ProfileTexts.Read(profile.Yaml));
        }).QuickCheckThrowOnFailure();

    private static void AssertSame(ProfileConfig expected, ProfileConfig actual) =>
        Assert.Equal(
            JsonSerializer.Serialize(expected with { Yaml = "" }, ResultJson.Options),
            JsonSerializer.Serialize(actual with { Yaml = "" }, ResultJson.Options));
}
