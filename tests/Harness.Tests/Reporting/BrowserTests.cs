using Microsoft.Playwright;

namespace LoadLab.Harness.Tests.Reporting;

/// <summary>The page in Chromium: what a reader sees.</summary>
public sealed class BrowserTests
{
    private const string EmptyCharts = "() => [...document.querySelectorAll('.chart')].filter(c => c.querySelectorAll('svg path').length < 5).length";

    [BrowserFact]
    public async Task Page_TwentyFourConfigurations_DrawsAllWithoutErrorOrRequest()
    {
        await using var session = await BrowserSession.OpenAsync(SweepBuilder.Resources(24).Data(), 1280, ColorScheme.Light);

        Assert.Equal(9, await session.Page.Locator(".chart").CountAsync());
        Assert.Equal(0, await session.Page.EvaluateAsync<int>(EmptyCharts));
        Assert.Empty(session.Errors);
        Assert.Empty(session.Requests);
    }

    [BrowserFact]
    public async Task Page_LadderAndItsTable_AreDrawnWithoutError()
    {
        await using var session = await BrowserSession.OpenAsync(SweepBuilder.Evolution(users: [4, 8]).Data(), 1280, ColorScheme.Light);

        Assert.Equal(0, await session.Page.EvaluateAsync<int>(EmptyCharts));
        Assert.Contains("(×", await session.Page.Locator("[data-chart=ladder]").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await session.Page.Locator("section[id^=ladder-table] table").CountAsync());
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task Page_OnAPhone_IsNeverWiderThanTheScreen()
    {
        await using var session = await BrowserSession.OpenAsync(SweepBuilder.Resources(24).Data(), 390, ColorScheme.Light);

        Assert.Equal(390, await session.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Equal(0, await session.Page.EvaluateAsync<int>(EmptyCharts));
    }

    [BrowserFact]
    public async Task Page_AgentsAllUnfoldedOnAPhone_IsNeverWiderThanTheScreen()
    {
        await using var session = await BrowserSession.OpenAsync(GoldenTests.Distributed().Data(), 390, ColorScheme.Light);

        await session.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");

        Assert.Equal(390, await session.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task Agents_HeadingClickedTwice_SortsByValueDescending()
    {
        await using var session = await BrowserSession.OpenAsync(GoldenTests.Distributed().Data(), 1280, ColorScheme.Light);

        await session.Page.ClickAsync("#agents details[open] th:has-text('Late') button");
        await session.Page.ClickAsync("#agents details[open] th:has-text('Late') button");

        Assert.Equal(["agent-4", "agent-3", "agent-2", "agent-1"], await session.Page.Locator("#agents details[open] tbody tr td:first-child").AllTextContentsAsync());
    }

    [BrowserFact]
    public async Task Page_PreferredDark_IsDarkAndTheButtonTurnsItLight()
    {
        await using var session = await BrowserSession.OpenAsync(SweepBuilder.Resources(4).Data(), 1280, ColorScheme.Dark);

        Assert.Equal("dark", await Theme());
        await session.Page.ClickAsync("#theme");
        Assert.Equal("light", await Theme());
        Assert.Equal(0, await session.Page.EvaluateAsync<int>(EmptyCharts));

        Task<string> Theme() => session.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme");
    }

    [BrowserFact]
    public async Task Table_HeadingClickedTwice_SortsByValueDescending()
    {
        await using var session = await BrowserSession.OpenAsync(SweepBuilder.Resources(4).Data(), 1280, ColorScheme.Light);

        await session.Page.ClickAsync("th:has-text('p99') button");
        await session.Page.ClickAsync("th:has-text('p99') button");
        var ids = await session.Page.Locator("table.sortable tbody tr td:first-child").AllTextContentsAsync();

        Assert.Equal(["c01", "c02", "c03", "★ c04"], ids);
    }

    [BrowserFact]
    public async Task Trial_Chosen_ShowsItsOwnSeries()
    {
        await using var session = await BrowserSession.OpenAsync(SweepBuilder.Resources(4).Data(), 1280, ColorScheme.Light);

        await session.Page.SelectOptionAsync("#trial", "c01-r2");

        Assert.Contains("Trial c01-r2", await session.Page.Locator("#trial-charts figcaption").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await session.Page.EvaluateAsync<int>(EmptyCharts));
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task Trial_OnNodesWithAKilledWorker_DrawsNetworkAndKills()
    {
        var builder = new SweepBuilder(repeats: 1).Add(2, 1, 256L << 20, 1000).OnNodes("c01-r1").Throttle("c01-r1", 0.3).KillWorker("c01-r1", 4);
        await using var session = await BrowserSession.OpenAsync(builder.Data(), 1280, ColorScheme.Light);

        var text = await session.Page.Locator("#trial-charts .chart").Last.TextContentAsync();

        Assert.All(["Received per replica in KiB/s", "Sent per replica in KiB/s", "Stopped by the CPU limit", "Processes killed for memory", "limit"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Equal(0, await session.Page.EvaluateAsync<int>(EmptyCharts));
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task Page_MarkupInNames_RunsNothing()
    {
        const string Evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        var builder = new SweepBuilder { Name = Evil, Description = Evil, Yaml = Evil }.Add(1, 1, null, 1000, scenario: Evil).Suspect("c01-r1", Evil);
        await using var session = await BrowserSession.OpenAsync(builder.Data(), 1280, ColorScheme.Light);

        Assert.NotEqual("owned", await session.Page.TitleAsync());
        Assert.Equal(Evil, await session.Page.Locator("h1").TextContentAsync());
        Assert.Empty(session.Errors);
    }
}
