using System.Text.Json;

namespace LoadLab.EndToEnd.Scenarios;

/// <summary><c>run --scenarios</c> with projects that <c>dotnet build</c> builds.</summary>
public sealed class RunScenariosTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task Run_DocumentedExample_MeasuresIterationsAndSteps()
    {
        using var shop = new ShopServer();
        DocumentedExample.WriteTo(_folder.Path);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "run", "--scenarios", "shop", "--url", shop.Address.ToString(), "--json", "--out", "out");

        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        var load = JsonDocument.Parse(harness.Output).RootElement.GetProperty("load");
        Assert.Equal(40, load.GetProperty("counts").GetProperty("planned").GetInt64());
        Assert.Equal(40, load.GetProperty("counts").GetProperty("ok").GetInt64());
        var scenario = load.GetProperty("scenario");
        Assert.Equal("checkout", scenario.GetProperty("name").GetString());
        Assert.Equal(["browse", "buy", "login"], scenario.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()));
        Assert.All(scenario.GetProperty("steps").EnumerateArray(), step => Assert.Equal(40, step.GetProperty("duration").GetProperty("count").GetInt64()));
        // One second of warm-up at 20 a second, then two measured, dealt round the feed.
        Assert.Equal(30, shop.Shoppers["ann"]);
        Assert.Equal(30, shop.Shoppers["bob"]);
        Assert.Empty(await harness.LeftoversAfterAWhileAsync());

        await AssertBuiltAssemblyRunsAsync(shop);
        await AssertBrokenCodeIsShownAsync();
    }

    /// <summary>The assembly that was built, with settings and stages from the command line, against a shop that does not obey.</summary>
    private async Task AssertBuiltAssemblyRunsAsync(ShopServer shop)
    {
        using var stubborn = new ShopServer { Currency = "USD" };
        var assembly = Path.Combine("shop", "bin", "Release", "net10.0", "shop.dll");
        File.Copy(Path.Combine(_folder.Path, "shop", "shoppers.json"), Path.Combine(_folder.Path, "shop", "bin", "Release", "net10.0", "shoppers.json"));

        using var harness = await HarnessProcess.RunAsync(
            _folder.Path, "run", "--scenarios", assembly, "--url", shop.Address.ToString(), "--url", stubborn.Address.ToString(), "--setting", "currency=SEK",
            "--simulation", "iterations_for_constant:copies=2,iterations=20", "--warm-up", "0s");

        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        Assert.Contains("20 sent, 10 ok, 10 failed", harness.Output, StringComparison.Ordinal);
        Assert.Contains("10 × wrong currency USD for SEK", harness.Output, StringComparison.Ordinal);
        Assert.Matches(@"buy +10 +10 ", harness.Output);
    }

    private async Task AssertBrokenCodeIsShownAsync()
    {
        var source = Path.Combine(_folder.Path, "shop", "Shop.cs");
        File.WriteAllText(source, File.ReadAllText(source).Replace("arguments.NextTarget()", "arguments.NextTraget()", StringComparison.Ordinal));

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "run", "--scenarios", "shop");

        Assert.Equal(3, harness.ExitCode);
        Assert.Contains("shop.csproj does not build:", harness.Error, StringComparison.Ordinal);
        Assert.Matches(@"Shop\.cs\(\d+,\d+\): error CS1061: .*NextTraget", harness.Error);
        Assert.Single(harness.Error.Split('\n'), line => line.Contains("CS1061", StringComparison.Ordinal));
    }
}
