using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LoadLab.Harness.Tests.Reporting;

/// <summary>One text of an SVG file and where it stands.</summary>
internal sealed partial record SvgText(string Content, double X, double Y)
{
    public static IEnumerable<SvgText> Of(string svg) =>
        from element in XDocument.Parse(svg).Descendants()
        where element.Name.LocalName == "text"
        let place = Translate().Match((string?)element.Attribute("transform") ?? "")
        select new SvgText(element.Value, Number(place, 1), Number(place, 2));

    private static double Number(Match match, int group) =>
        match.Success ? double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"translate\(([-\d.]+)[ ,]([-\d.]+)\)")]
    private static partial Regex Translate();
}
