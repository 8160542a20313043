using LoadLab.Benchmarks.Reporting;

namespace LoadLab.Benchmarks.Tests.Reporting;

public sealed class ReportTests
{
    [Fact]
    public void ToMarkdown_TableAndNotes_IsValidMarkdown()
    {
        var table = new MarkdownTable("Clients", ["Client", "µs"]);
        table.Add("a|b", "1.00");
        table.Notes.Add("A note.");
        var report = new Report("Title", "Method.");
        report.Tables.Add(table);
        report.LeftOut.Add("hey: not installed: apt-get install hey");

        Assert.Equal(
            """
            ## Title

            Method.

            - Machine
            - hey: not installed: apt-get install hey

            ### Clients

            | Client | µs |
            | --- | ---: |
            | a\|b | 1.00 |

            - A note.

            """,
            report.ToMarkdown(["Machine"]));
    }

    [Fact]
    public void Add_TooFewCells_Throws() => Assert.ThrowsAny<ArgumentException>(() => new MarkdownTable("t", ["a", "b"]).Add("only one"));
}
