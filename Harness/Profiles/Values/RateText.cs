namespace LoadLab.Harness.Profiles.Values;

/// <summary>Rates per second: <c>2000</c> or <c>2000/s</c>.</summary>
internal static class RateText
{
    public static Parsed<double> Read(string text)
    {
        if (!QuantityText.TrySplit(text, out var number, out var unit) || unit is not ("" or "/s"))
        {
            return Parsed<double>.Wrong($"'{text}' is not a rate: write requests per second, such as 2000 or 2000/s");
        }

        return number < 0 ? Parsed<double>.Wrong($"'{text}' is negative: a rate is 0 or more") : (double)number;
    }
}
