using LoadLab.Harness.Reporting;
using LoadLab.Harness.Reporting.Charts;
using Microsoft.Playwright;

namespace LoadLab.Harness.Tests.Reporting;

/// <summary>A browser with the page open, and all it complained of or asked for.</summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loadlab-browser-");
    private readonly List<string> _errors = [];
    private readonly List<string> _requests = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IPage Page { get; private set; } = null!;

    public IReadOnlyList<string> Errors => _errors;

    public IReadOnlyList<string> Requests => _requests;

    public static async Task<BrowserSession> OpenAsync(ReportData data, int width, ColorScheme scheme)
    {
        var session = new BrowserSession();
        await session.StartAsync(data, width, scheme);
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(ReportData data, int width, ColorScheme scheme)
    {
        var file = Path.Combine(_folder.FullName, "index.html");
        await File.WriteAllTextAsync(file, Harness.Reporting.Html.Page.Of(data, ChartSet.OfConfigurations(data)));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = BrowserFactAttribute.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
        Page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        Page.Console += (_, message) => AddIf(message.Type is "error" or "warning", _errors, message.Text);
        Page.PageError += (_, error) => _errors.Add(error);
        Page.Request += (_, request) => AddIf(!request.Url.StartsWith("file:", StringComparison.Ordinal), _requests, request.Url);
        await Page.GotoAsync(new Uri(file).AbsoluteUri);
    }

    private static void AddIf(bool condition, List<string> list, string text)
    {
        if (condition)
        {
            list.Add(text);
        }
    }
}
