using System.Globalization;

namespace LoadLab.TargetApi.Settings;

/// <summary>Durations as settings have them: <c>2</c>, <c>2.0</c> and <c>2s</c> are seconds, <c>5ms</c>, <c>1m</c>.</summary>
internal static class DurationText
{
    /// <summary>Null where the text is no duration from zero to an hour.</summary>
    public static TimeSpan? Parse(string text)
    {
        (string number, double seconds) = text switch
        {
            [.. var n, 'm', 's'] => (n, 0.001),
            [.. var n, 's'] => (n, 1),
            [.. var n, 'm'] => (n, 60),
            _ => (text, 1.0),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value * seconds <= 3600
            ? TimeSpan.FromSeconds(value * seconds)
            : null;
    }
}
