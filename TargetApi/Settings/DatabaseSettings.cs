using LoadLab.TargetApi.Columns;

namespace LoadLab.TargetApi.Settings;

/// <summary>What the settings of the database have to mean together.</summary>
internal static class DatabaseSettings
{
    public static IEnumerable<string> Check(TargetSettings settings)
    {
        if (settings.DatabaseUrl is null && settings.ColumnsSource != ColumnSourceKind.Memory)
        {
            yield return $"COLUMNS_SOURCE={ChoiceText.Of(settings.ColumnsSource)}: DATABASE_URL is needed, such as postgresql://user:password@localhost:5432/features";
        }

        if (settings.DatabaseUrl is { } url && Mistake(url) is { } mistake)
        {
            yield return $"DATABASE_URL: {mistake}";
        }

        if (settings.DatabaseTimeout <= TimeSpan.Zero)
        {
            yield return "DATABASE_TIMEOUT: more than zero is needed";
        }
    }

    private static string? Mistake(string url)
    {
        try
        {
            DatabaseAddress.Parse(url);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
