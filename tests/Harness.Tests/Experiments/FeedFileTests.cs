using System.Text;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Tests.Deployment;

namespace LoadLab.Harness.Tests.Experiments;

public sealed class FeedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_LinesAndNoColumnNamed_EachIsABody() =>
        Assert.Equal(["{\"a\":1}", "{\"a\":2}"], Bodies("rows.jsonl", "{\"a\":1}\n\n{\"a\":2}\n", new RequestConfig()));

    [Fact]
    public void Read_Table_FillsTheBodyRowByRow() => Assert.Equal(
        ["[1,\"x, y\"]", "[2,\"z\"]"],
        Bodies("rows.csv", "n,name\n1,\"x, y\"\n2,z\n", new RequestConfig { Body = "[{{n}},\"{{name}}\"]" }));

    [Fact]
    public void Read_TableAndPath_FillsItPercentEncodedAndHasNoBody()
    {
        var rows = Rows("rows.csv", "id,q\n7,a b/ü\n", new RequestConfig { Path = "/items/{{id}}?q={{q}}" });

        Assert.Equal([new FeedRow("/items/7?q=a%20b%2F%C3%BC", null)], rows);
    }

    [Fact]
    public void Read_LinesThatAreWholePaths_AreUsedAsTheyAre() => Assert.Equal(
        ["/a?b=1", "/c/d"],
        Rows("paths.txt", "/a?b=1\n\n/c/d\n", new RequestConfig { Path = "{{line}}" }).Select(row => row.Path));

    [Fact]
    public void Read_JsonLines_FillPathAndBodyFromMembers()
    {
        var request = new RequestConfig { Path = "/u/{{id}}", Body = "{\"n\":{{n}},\"t\":\"{{t}}\",\"all\":{{o}}}" };

        var row = Assert.Single(Rows("rows.jsonl", "{\"id\":\"x\",\"n\":1.50,\"t\":\"a\",\"o\":{\"p\":[1]}}\n", request));

        Assert.Equal(("/u/x", "{\"n\":1.50,\"t\":\"a\",\"all\":{\"p\":[1]}}"), (row.Path, Encoding.UTF8.GetString(row.Body!.Value.Span)));
    }

    [Fact]
    public void Read_Order_IsThatOfTheFeed() =>
        Assert.Equal(FeedOrder.Unique, FeedFile.Read(new FeedConfig(Write("rows.txt", "x\n"), FeedOrder.Unique), new RequestConfig()).Order);

    [Theory]
    [InlineData("rows.csv", "n,name\n1,x\n", "/", "{{age}}", "names {{age}}, but row 1 of the feed")]
    [InlineData("rows.csv", "n,name\n1,x\n", "/", "{{age}}", "it has n, name")]
    [InlineData("rows.jsonl", "{\"a\":1}\n{\"b\":1}\n", "/{{a}}", null, "names {{a}}, but row 2 of the feed")]
    [InlineData("rows.jsonl", "{\"a\":1}\nnonsense\n", "/{{a}}", null, "Row 2 of the feed")]
    [InlineData("rows.jsonl", "[1]\n", "/{{a}}", null, "is not a JSON object")]
    [InlineData("rows.jsonl", "{\"a\":1,\"a\":2}\n", "/{{a}}", null, "with different names")]
    [InlineData("rows.txt", "/ok\nno-slash\n", "{{line}}", null, "Row 2 of the feed")]
    [InlineData("rows.txt", "\n", "/", null, "holds no row")]
    [InlineData("rows.csv", "", "/{{a}}", null, "holds no row")]
    [InlineData("rows.csv", "a\n1\n", "/", null, "is a table")]
    public void Read_FeedThatDoesNotFit_SaysWhereAndWhy(string name, string text, string path, string? body, string expected)
    {
        var error = Assert.Throws<LoadSetupException>(() => Rows(name, text, new RequestConfig { Path = path, Body = body }));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Bodies(string name, string text, RequestConfig request) =>
        Rows(name, text, request).Select(row => Encoding.UTF8.GetString(row.Body!.Value.Span));

    private IReadOnlyList<FeedRow> Rows(string name, string text, RequestConfig request) =>
        FeedFile.Read(new FeedConfig(Write(name, text)), request).Rows;

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllText(file, text);
        return file;
    }
}
