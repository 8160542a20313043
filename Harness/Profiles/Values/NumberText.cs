using System.Globalization;

namespace LoadLab.Harness.Profiles.Values;

/// <summary>Plain numbers.</summary>
internal static class NumberText
{
    public static Parsed<int> ReadInteger(string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        return ReadNumber(text).Error is null
            ? Parsed<int>.Wrong($"'{text}' is not a whole number between {int.MinValue} and {int.MaxValue}")
            : Parsed<int>.Wrong($"'{text}' is not a number: write digits only, such as 200");
    }

    public static Parsed<double> ReadNumber(string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : Parsed<double>.Wrong($"'{text}' is not a number: write it such as 2 or 0.5");
    }
}
