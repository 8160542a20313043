using System.Text.RegularExpressions;
using LoadLab.Harness.Reporting;
using LoadLab.Harness.Reporting.Charts;
using LoadLab.Harness.Reporting.Html;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Reporting;

public sealed partial class PageTests
{
    [Fact]
    public void Of_MarkupInEveryUserText_IsShownAndNeverRun()
    {
        const string Evil = "<script>alert('x')</script></script><!--\"'&";
        var builder = new SweepBuilder { Name = Evil, Description = Evil, Yaml = $"name: {Evil}" }
            .Add(1, 1, null, 1000, scenario: Evil)
            .Add(2, 1, null, 900, scenario: Evil)
            .Suspect("c01-r1", Evil)
            .Fail("c02-r1", Evil);

        var page = Render(builder.Data());

        // Four scripts of our own: the data, the chart library, the charts, the page.
        Assert.Equal(4, ScriptStart().Count(page));
        Assert.Equal(4, ScriptEnd().Count(page));
        Assert.DoesNotContain("alert('x')", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnySweep_NamesNothingOnTheNetwork()
    {
        var page = Render(SweepBuilder.Resources(4).Data());

        // Up to the scripts, whose texts are not elements of the page.
        Assert.DoesNotMatch(@"<(script|img|link|iframe)[^>]+(src|href)\s*=", page.Split("<script", 2)[0]);
        Assert.DoesNotMatch(@"<script[^>]+src\s*=", page);
        Assert.DoesNotMatch(@"@import|url\(", WebResource.Read("report.css"));
        Assert.Contains("default-src 'none'", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SweepWithoutReplicasAndStages_LeavesThoseChartsOutAndSaysSo()
    {
        var page = System.Net.WebUtility.HtmlDecode(Render(new SweepBuilder().Add(1, 1, null, 1000).Add(2, 1, null, 1200).WithoutReplicas().Data()));

        Assert.DoesNotContain("data-chart=\"cpu\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-chart=\"stages\"", page, StringComparison.Ordinal);
        Assert.Contains("the target's resources were not observed", page, StringComparison.Ordinal);
        Assert.Contains("the target reports no times per stage", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_UnfinishedSweep_SaysHowFarItIs()
    {
        var page = Render(GoldenTests.Mixed().Data());

        Assert.Contains("8 of 10 trials are done", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DoubtfulTrials_NamesEachWithItsReason()
    {
        var page = Render(GoldenTests.Mixed().Data());

        Assert.All(
            new[] { "exited with code 137", "clock stepped by 2 s", "12 % of arrivals were late", "busiest loop used 88 %" },
            reason => Assert.Contains(reason, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_TimesHaveParts_ShowsWhereTheTimeWent()
    {
        var page = Render(GoldenTests.Mixed().Data());

        Assert.Contains("Blocked p99 ms", page, StringComparison.Ordinal);
        Assert.Contains("New connections %", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TimesWithoutParts_HasNoTableOfThem()
    {
        // Kept connections, nothing blocked, each response in one piece.
        var data = SweepBuilder.Resources(1, repeats: 1).WithTimes("c01-r1").Change("c01-r1", Whole).Data();

        Assert.DoesNotContain(TimeColumns.Title, System.Net.WebUtility.HtmlDecode(Render(data)).Split("<script", 2)[0], StringComparison.Ordinal);

        static TrialResult Whole(TrialResult trial) => trial with
        {
            Load = trial.Load! with
            {
                Timings = new TimingSummary
                {
                    Connect = new LatencySummary { Count = 0 },
                    Blocked = new LatencySummary { Count = 0 },
                    FirstByte = trial.Load.ServiceTime,
                },
            },
        };
    }

    [Fact]
    public void Of_LimitsHit_MarksTheConfigurationAndExplainsTheMark()
    {
        var page = System.Net.WebUtility.HtmlDecode(Render(GoldenTests.Mixed().Data()));

        Assert.Contains("<span class=\"badge\">throttled 43 %</span>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"badge bad\">OOM-killed 1×</span>", page, StringComparison.Ordinal);
        Assert.Contains("Throttled: the share of the scheduler's periods", page, StringComparison.Ordinal);
        Assert.Contains("OOM-killed: how often a process", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoLimitHit_HasNoColumnForMarks() =>
        Assert.DoesNotContain("Limits hit", Render(SweepBuilder.Resources(2).Data()), StringComparison.Ordinal);

    [Fact]
    public void Of_OneTrialEach_SaysThatThereAreNoIntervals() =>
        Assert.Contains("without repeats there are no intervals", Render(SweepBuilder.Resources(2, repeats: 1).Data()), StringComparison.Ordinal);

    [Fact]
    public void Of_NothingMeasured_IsAPageWithoutCharts()
    {
        var page = Render(new SweepBuilder(repeats: 1).Add(1, 1, null, 100).Drop("c01-r1").Data());

        Assert.DoesNotContain("data-chart=", page.Split("<script", 2)[0], StringComparison.Ordinal);
        Assert.Contains("No trial has finished yet.", page, StringComparison.Ordinal);
    }

    private static string Render(ReportData data) => Page.Of(data, ChartSet.OfConfigurations(data));

    [GeneratedRegex("<script[ >]", RegexOptions.IgnoreCase)]
    private static partial Regex ScriptStart();

    [GeneratedRegex("</script", RegexOptions.IgnoreCase)]
    private static partial Regex ScriptEnd();
}
