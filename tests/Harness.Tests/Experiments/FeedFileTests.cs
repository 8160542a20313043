using System.Text;
using LoadLab.Engine;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Tests.Deployment;

namespace LoadLab.Harness.Tests.Experiments;

public sealed class FeedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Lines_EachIsABody() => Assert.Equal(["{\"a\":1}", "{\"a\":2}"], Texts(Write("rows.jsonl", "{\"a\":1}\n\n{\"a\":2}\n"), null));

    [Fact]
    public void Read_Table_FillsTheTemplateRowByRow() =>
        Assert.Equal(["[1,\"x, y\"]", "[2,\"z\"]"], Texts(Write("rows.csv", "n,name\n1,\"x, y\"\n2,z\n"), "[{{n}},\"{{name}}\"]"));

    [Fact]
    public void Read_TemplateNamesNoColumn_SaysWhichThereAre()
    {
        var error = Assert.Throws<LoadSetupException>(() => FeedFile.Read(Write("rows.csv", "n,name\n1,x\n"), "{{age}}"));

        Assert.Contains("{{age}}", error.Message, StringComparison.Ordinal);
        Assert.Contains("n, name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NothingInIt_IsRefused() => Assert.Throws<LoadSetupException>(() => FeedFile.Read(Write("rows.txt", "\n"), null));

    private static IEnumerable<string> Texts(string file, string? template) => FeedFile.Read(file, template).Select(body => Encoding.UTF8.GetString(body.Span));

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllText(file, text);
        return file;
    }
}
