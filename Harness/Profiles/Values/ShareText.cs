namespace LoadLab.Harness.Profiles.Values;

/// <summary>Shares of a whole, 0 to 1: <c>1%</c> or <c>0.01</c>.</summary>
internal static class ShareText
{
    public static Parsed<double> Read(string text)
    {
        if (!QuantityText.TrySplit(text, out var number, out var unit) || unit is not ("" or "%"))
        {
            return Parsed<double>.Wrong($"'{text}' is not a share: write it such as 1% or 0.01");
        }

        // A bare 1 is far more often meant as one percent than as everything.
        if (unit.Length == 0 && number >= 1)
        {
            return Parsed<double>.Wrong($"'{text}' has no unit: write {number}% for percent, or a number below 1");
        }

        var share = unit.Length == 0 ? number : number / 100;
        return share is < 0 or > 1
            ? Parsed<double>.Wrong($"'{text}' is not between 0% and 100%")
            : (double)share;
    }
}
