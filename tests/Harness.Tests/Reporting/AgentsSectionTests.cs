using System.Net;
using System.Text.RegularExpressions;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Reporting.Charts;
using LoadLab.Harness.Reporting.Html;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Reporting;

public sealed partial class AgentsSectionTests
{
    [Fact]
    public void Write_NoAgents_HasNoSection() => Assert.DoesNotContain("id=\"agents\"", Render(SweepBuilder.Resources(2)), StringComparison.Ordinal);

    [Fact]
    public void Write_AgentsLostAndSlow_NamesThemWithTheirTrialsFirst()
    {
        var section = Section(GoldenTests.Distributed());

        Assert.Contains("4 agents on 2 hosts made the load of 4 trials.", section, StringComparison.Ordinal);
        Assert.Contains("agent-3 was lost in c01-r2.", section, StringComparison.Ordinal);
        Assert.Contains("agent-2 is suspect in c02-r1.", section, StringComparison.Ordinal);
        Assert.Contains("agent-2 is suspect: The generator's busiest loop used 97 %", section, StringComparison.Ordinal);
        Assert.Contains("agent-3 was lost: it took part from −3.0 s to 4.2 s and made 12.5 % of the successful requests.", section, StringComparison.Ordinal);
        Assert.Contains("The others took over the load of agent-3.", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SeveralTrials_PutsTheWorstFirstAndOpensItAlone()
    {
        var section = Section(GoldenTests.Distributed());

        Assert.Equal(["c01-r2", "c02-r1", "c02-r2", "c01-r1"], Summaries().Matches(section).Select(match => match.Groups["id"].Value));
        Assert.Equal("c01-r2", Assert.Single(OpenTrial().Matches(section)).Groups["id"].Value);
    }

    [Fact]
    public void Write_ClocksAndStart_AreToldInUnitsThatFit()
    {
        var section = Section(new SweepBuilder(repeats: 1).Add(1, 1, null, 100).WithAgents("c01-r1"));

        Assert.Contains("2.10 µs ± 4.00 µs", section, StringComparison.Ordinal);
        Assert.Contains("−1,235 s ± 45.0 µs", section, StringComparison.Ordinal);
        Assert.Contains("All began within 90.0 µs, ± 50.0 µs.", section, StringComparison.Ordinal);
        Assert.Contains("None was lost, and the part of each may be believed.", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FiftyTrials_FoldsAwayThoseWithoutTrouble()
    {
        var builder = SweepBuilder.Resources(17);
        foreach (var trial in builder.Sweep().Trials)
        {
            builder.WithAgents(trial.Id, 8);
        }

        var section = Section(builder.LoseAgent("c03-r2", 5, 2));

        Assert.Contains("<summary>The other 50 trials</summary>", section, StringComparison.Ordinal);
        Assert.Contains("c03-r2", section[..section.IndexOf("The other 50 trials", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void Write_MoreRowsThanAPageBears_LeavesTheBestTrialsOutAndSaysSo()
    {
        var builder = new SweepBuilder(repeats: 5).Add(1, 1, null, 1000);
        for (var repeat = 1; repeat <= 5; repeat++)
        {
            builder.WithAgents($"c01-r{repeat}", 900);
        }

        var section = Section(builder.LoseAgent("c01-r3", 1, 2));

        Assert.Equal(["c01-r3", "c01-r5"], Summaries().Matches(section).Select(match => match.Groups["id"].Value));
        Assert.Contains("The agents of the other trials are in trial.json", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TrialWithoutLoadAndFigures_ShowsDashes()
    {
        var empty = new AgentSummary { Name = "agent-1", Host = "load-a", End = AgentEnd.Failed, Validity = Validity.Valid };
        var builder = new SweepBuilder(repeats: 1).Add(1, 1, null, 100).Fail("c01-r1", "gone").Change("c01-r1", trial => trial with { Agents = new AgentsSummary { Agents = [empty] } });

        var section = Section(builder);

        Assert.Contains("1 agent on 1 host made the load of trial c01-r1.", section, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">–</td>", section, StringComparison.Ordinal);
        Assert.Contains("<span class=\"badge bad\">failed</span>", section, StringComparison.Ordinal);
        Assert.DoesNotContain("began within", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_MarkupInNames_IsShownAndNeverRun()
    {
        const string Evil = "<script>alert('x')</script>";
        var builder = GoldenTests.Distributed().Change("c01-r1", trial => trial with
        {
            Agents = trial.Agents! with
            {
                Agents = [trial.Agents.Agents[0] with { Name = Evil, Host = Evil, Validity = new Validity(Verdict.Suspect, [Evil]) }],
                Events = [new AgentEvent { AtSeconds = 1, Agent = Evil, Kind = AgentEventKind.Left, Text = Evil }],
            },
        });

        Assert.DoesNotContain(Evil, Render(builder), StringComparison.Ordinal);
    }

    private static string Section(SweepBuilder builder)
    {
        var page = WebUtility.HtmlDecode(Render(builder));
        var start = page.IndexOf("<section id=\"agents\">", StringComparison.Ordinal);
        return page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)];
    }

    private static string Render(SweepBuilder builder)
    {
        var data = builder.Data();
        return Page.Of(data, ChartSet.OfConfigurations(data));
    }

    [GeneratedRegex("<summary>(?<id>c[0-9]+-r[0-9]+)")]
    private static partial Regex Summaries();

    [GeneratedRegex("<details class=\"trial\" open=\"\">\\s*<summary>(?<id>c[0-9]+-r[0-9]+)")]
    private static partial Regex OpenTrial();
}
