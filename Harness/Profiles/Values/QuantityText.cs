using System.Globalization;
using System.Text.RegularExpressions;

namespace LoadLab.Harness.Profiles.Values;

/// <summary>Splits text such as <c>500ms</c> into its number and its unit.</summary>
internal static partial class QuantityText
{
    /// <summary>Decimal, so that 0.1 s is exactly 100 ms.</summary>
    public static bool TrySplit(string text, out decimal number, out string unit)
    {
        var match = Pattern().Match(text);
        number = 0;
        unit = match.Groups["unit"].Value;
        return match.Success && decimal.TryParse(
            match.Groups["number"].Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"^\s*(?<number>[+-]?(\d+(\.\d*)?|\.\d+))\s*(?<unit>[^\d\s.]*)\s*$")]
    private static partial Regex Pattern();
}
