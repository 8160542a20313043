using LoadLab.Harness.Tests.Profiles;
using LoadLab.Harness.Tests.Results;

namespace LoadLab.Harness.Tests.Cli;

public sealed class HarnessAppTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_NoArguments_ShowsVerbsAndExitCodes()
    {
        var (code, output, _) = await CommandLine.RunAsync(_folder.Path);

        Assert.Equal(ExitCode.Success, code);
        Assert.All(["sweep", "run", "report", "profile", "image", "doctor"], verb => Assert.Contains($"\n  {verb}", output));
        Assert.All(Enum.GetValues<ExitCode>(), value => Assert.Contains($"\n  {(int)value,3}  ", output));
    }

    [Fact]
    public async Task RunAsync_Version_IsTheProducts()
    {
        var (code, output, _) = await CommandLine.RunAsync(_folder.Path, "--version");

        Assert.Equal(ExitCode.Success, code);
        Assert.Equal($"LoadLab {ProductVersion.Text}{Environment.NewLine}", output);
    }

    [Theory]
    [InlineData("profil", "unknown verb 'profil': did you mean 'profile'?")]
    [InlineData("profile validat a.yml", "unknown verb 'validat': did you mean 'validate'?")]
    [InlineData("profile expand a.yml --jsn", "unknown option '--jsn': did you mean '--json'?")]
    [InlineData("profile expand a.yml b.yml", "'b.yml' is one argument too many")]
    [InlineData("profile expand", "FILE")]
    [InlineData("profile", "--help")]
    [InlineData("sweep --profile a.yml --retry", "--retry")]
    [InlineData("sweep --resume --out a --retry suspect", "suspect")]
    [InlineData("sweep --profile a.yml --retry failed", "--resume --retry failed --out DIR")]
    public async Task RunAsync_UsageMistake_SuggestsAndExitsTwo(string line, string expected)
    {
        var (code, output, error) = await CommandLine.RunAsync(_folder.Path, line.Split(' '));

        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(output);
        Assert.Contains(expected, error);
    }

    [Fact]
    public async Task RunAsync_ValidateWithMistakes_ListsThemAllUnderTheNameGiven()
    {
        File.WriteAllText(_folder["good.yml"], ProfileTexts.Smallest);
        File.WriteAllText(_folder["bad.yml"], ProfileTexts.Smallest.Replace("10s", "10").Replace("smallest", "not a name"));

        var (code, output, error) = await CommandLine.RunAsync(_folder.Path, "profile", "validate", "good.yml", "bad.yml", "gone.yml");

        Assert.Equal(ExitCode.InvalidProfile, code);
        Assert.Equal($"good.yml: ok, 1 configuration × 3 repeats = 3 trials{Environment.NewLine}", output);
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("bad.yml:1:7: name: ", lines[0]);
        Assert.StartsWith("bad.yml:5:55: load.simulations[0].keep_constant.during: '10' has no unit", lines[1]);
        Assert.StartsWith("gone.yml: there is no such file", lines[2]);
        Assert.Equal("harness: 3 mistakes; nothing was run.", lines[3]);
    }

    [Fact]
    public async Task RunAsync_Expand_PrintsATable()
    {
        File.WriteAllText(_folder["m.yml"], ProfileTexts.Matrix("{ cpus: [0.5, 1], batch: [{ size: 1 }, { size: 16, timeout: 5ms }] }", "{ A: \"{batch.size}\", B: \"{batch.timeout}\" }"));

        var (code, output, _) = await CommandLine.RunAsync(_folder.Path, "profile", "expand", "m.yml", "--set", "trials.repeats=1");

        Assert.Equal(ExitCode.Success, code);
        Assert.Equal(
            """
            id   cpus  batch.size  batch.timeout
            c01  0.5   1           -
            c02  0.5   16          5ms
            c03  1     1           -
            c04  1     16          5ms

            matrix: 4 configurations × 1 repeat = 4 trials

            """,
            output);
    }

    [Fact]
    public async Task RunAsync_ExpandAsJson_FillsPlaceholders()
    {
        File.WriteAllText(_folder["m.yml"], ProfileTexts.Matrix("{ a: [1, 2] }", "{ A: \"x{a}\" }"));

        var (_, output, _) = await CommandLine.RunAsync(_folder.Path, "profile", "expand", "m.yml", "--json");

        var configurations = System.Text.Json.Nodes.JsonNode.Parse(output)!.AsArray();
        Assert.Equal(["x1", "x2"], configurations.Select(configuration => (string?)configuration!["target"]!["environment"]!["A"]));
        Assert.Equal("keep_constant", (string?)configurations[0]!["load"]!["simulations"]![0]!["name"]);
    }

    [Fact]
    public async Task RunAsync_ExpandAsJson_TellsAllOfAStage()
    {
        File.WriteAllText(_folder["p.yml"], ProfileTexts.Smallest.Replace("keep_constant: { copies: 4, during: 10s }", "inject: { rate: 4, during: 10s, arrivals: poisson }"));

        var (_, output, _) = await CommandLine.RunAsync(_folder.Path, "profile", "expand", "p.yml", "--json");

        var stage = System.Text.Json.Nodes.JsonNode.Parse(output)![0]!["load"]!["simulations"]![0]!;
        Assert.Equal(("inject", 4, "poisson"), ((string?)stage["name"], (int)stage["rate"]!, (string?)stage["arrivals"]));
    }

    [Fact]
    public async Task RunAsync_Schema_IsJson()
    {
        var (code, output, _) = await CommandLine.RunAsync(_folder.Path, "profile", "schema");

        Assert.Equal(ExitCode.Success, code);
        Assert.Equal("object", (string?)System.Text.Json.Nodes.JsonNode.Parse(output)!["type"]);
    }
}
