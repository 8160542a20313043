namespace LoadLab.Harness.Tests.Reporting;

/// <summary>A test in a real browser; skipped with the reason where Debian's Chromium is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public const string Chromium = "/usr/bin/chromium";

    public BrowserFactAttribute()
    {
        if (!File.Exists(Chromium))
        {
            Skip = $"{Chromium} is not installed (Debian: apt-get install chromium).";
        }
    }
}
