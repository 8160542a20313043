using System.Text;
using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.SideBySide;
using LoadLab.Engine.Http.Transports;

namespace LoadLab.Benchmarks.Tests.SideBySide;

public sealed class SideBySideTablesTests
{
    private static readonly EngineClient Engine = new(new Repository("/nowhere"), TransportCatalog.All[0]);
    private static readonly WrkClient Wrk = new();
    private static readonly LoadCase Nginx = LoadCase.All.Single(load => load.Name == "nginx");

    [Theory]
    [InlineData(9.5, "held with 0.950.")]
    [InlineData(9.6, "**missed** with 0.960.")]
    [InlineData(8.8, "held with 0.880, goal reached.")]
    public void Create_EngineBesideWrk_JudgesTheRatioOfLowerQuartiles(double engineUs, string sentence)
    {
        // Two of five runs were disturbed; lower quartiles are the second smallest.
        var text = Render([Run(Engine, engineUs), Run(Engine, engineUs - 1), Run(Engine, 90), Run(Engine, 80), Run(Engine, 70), .. Runs(Wrk, 9, 10, 11, 12, 13)]);

        Assert.Contains(sentence, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NoWrk_HasNoRatioAndNoJudgement()
    {
        var text = Render([.. Runs(Engine, 9, 9, 9)]);

        Assert.Contains("| 9.00 | – |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Target", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_DisturbedOrMiscountedRuns_AreNamed()
    {
        var text = Render([Run(Wrk, 10) with { OthersShare = 0.3 }, Run(Wrk, 10), Run(Wrk, 10) with { Served = 500 }]);

        Assert.Contains("wrk: in 1 of 3 runs other tasks had more than 2 % of its processor.", text, StringComparison.Ordinal);
        Assert.Contains("wrk: in 1 of 3 runs its own count and the server's were more than 2 % apart.", text, StringComparison.Ordinal);
    }

    private static string Render(IReadOnlyList<ClientMeasurement> runs)
    {
        var text = new StringBuilder();
        foreach (var table in new SideBySideTables(Nginx, [Engine, Wrk], runs).Create())
        {
            table.AppendTo(text);
        }

        return text.ToString();
    }

    private static IEnumerable<ClientMeasurement> Runs(ILoadClient client, params double[] cpuUs) => cpuUs.Select(us => Run(client, us));

    private static ClientMeasurement Run(ILoadClient client, double cpuUs) => new(client.Name, cpuUs, 1_000, 1, 0, new ClientReport { Requests = 1_000, Failed = 0 });
}
