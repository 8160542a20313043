using System.Xml.Linq;
using LoadLab.Harness.Reporting;

namespace LoadLab.Harness.Tests.Reporting;

public sealed class JUnitReportTests
{
    [Fact]
    public void Of_MixedSweep_TellsFailureErrorAndSkippedApart()
    {
        var suite = XDocument.Parse(JUnitReport.Of(GoldenTests.Mixed().Data())).Root!.Element("testsuite")!;
        var findings = suite.Elements("testcase").Select(one => one.Elements().FirstOrDefault(it => it.Name != "system-out")?.Name.LocalName);

        Assert.Equal(["failure", null, "error", "skipped", "skipped"], findings);
        Assert.Equal(("5", "1", "1", "2"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("errors")!, (string)suite.Attribute("skipped")!));
    }

    [Fact]
    public void Of_ControlCharactersInAMessage_StaysReadableXml()
    {
        var data = new SweepBuilder(repeats: 1).Add(1, 1, null, 100).Fail("c01-r1", "\u001b[31mfatal\u0000 <no> \"model\" 🙂").Data();

        var message = (string)XDocument.Parse(JUnitReport.Of(data)).Descendants("error").Single().Attribute("message")!;

        Assert.Contains("fatal", message, StringComparison.Ordinal);
        Assert.Contains("<no> \"model\" 🙂", message, StringComparison.Ordinal);
    }
}
