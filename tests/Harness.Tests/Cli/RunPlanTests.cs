using LoadLab.Engine.Http;
using LoadLab.Harness.Cli;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Tests.Deployment;

namespace LoadLab.Harness.Tests.Cli;

public sealed class RunPlanTests : IDisposable
{
    /// <summary>A zero, a byte-order mark, and bytes that are no UTF-8.</summary>
    private static readonly byte[] NoText = [0xEF, 0xBB, 0xBF, 0x89, 0x00, 0xFF, 0x0D, 0x0A];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_SeveralInstances_AreTargetsOfOneRequest()
    {
        var plan = Plan("http://127.0.0.1:1/a", "http://127.0.0.1:2/a");

        Assert.Equal(["127.0.0.1:1", "127.0.0.1:2"], plan.Targets.Select(target => target.Authority));
        Assert.Equal("/a", Assert.Single(plan.Load.Requests).Path);
    }

    [Fact]
    public void Create_SeveralPaths_AreRequestsToOneTarget()
    {
        var plan = Plan("http://127.0.0.1:1/a", "http://127.0.0.1:1/b?c=d");

        Assert.Equal("127.0.0.1:1", Assert.Single(plan.Targets).Authority);
        Assert.Equal(["/a", "/b?c=d"], plan.Load.Requests.Select(request => request.Path));
        Assert.Equal("GET /a + GET /b?c=d on 127.0.0.1:1", plan.Title);
    }

    [Fact]
    public void Create_SeveralPathsOnSeveralInstances_IsRefused() =>
        Assert.Contains("not both", Mistake(new RunArguments { Urls = ["http://127.0.0.1:1/a", "http://127.0.0.1:2/b"] }), StringComparison.Ordinal);

    [Fact]
    public void Create_FeedForThePath_KeepsItsColumnsAndAsksByGet()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "ids.csv"), "id\n1\n");

        var plan = Plan(new RunArguments { Urls = ["http://127.0.0.1:1/i/{{id}}?x={{id}}"], Feed = "ids.csv", FeedOrder = FeedOrder.Unique });

        var request = Assert.Single(plan.Load.Requests);
        Assert.Equal(("GET", "/i/{{id}}?x={{id}}", FeedOrder.Unique), (request.Method, request.Path, request.Feed!.Order));
    }

    [Fact]
    public void Create_FeedOfBodies_AsksByPost()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "b.jsonl"), "{}\n");

        Assert.Equal("POST", Assert.Single(Plan(new RunArguments { Urls = ["http://127.0.0.1:1/"], Feed = "b.jsonl" }).Load.Requests).Method);
    }

    [Fact]
    public void Create_BodyOfAFile_IsThatFileByteByByte()
    {
        var file = Path.Combine(_folder.Path, "image.png");
        File.WriteAllBytes(file, NoText);

        var plan = Plan(new RunArguments { Urls = ["http://127.0.0.1:1/"], Body = "@image.png" });

        var request = Assert.Single(plan.Load.Requests);
        Assert.Equal(("POST", null, file), (request.Method, request.Body, request.BodyFile));
        var load = HttpLoadFactory.Create(new LoadJob { Targets = plan.Targets, Config = plan.Load, Seed = 1 });
        Assert.Equal(NoText, Assert.Single(load.Requests).Feed!.Rows[0].Body!.Value.ToArray());
    }

    [Fact]
    public void Create_BodyOfAFileForAFeed_IsItsText()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "body.json"), "{\"id\": {{id}}}");
        File.WriteAllText(Path.Combine(_folder.Path, "ids.csv"), "id\n1\n");

        var plan = Plan(new RunArguments { Urls = ["http://127.0.0.1:1/"], Body = "@body.json", Feed = "ids.csv" });

        var request = Assert.Single(plan.Load.Requests);
        Assert.Equal(("POST", "{\"id\": {{id}}}", null), (request.Method, request.Body, request.BodyFile));
    }

    [Fact]
    public void Create_BodyOfAFileThatIsGone_IsNamed() =>
        Assert.Contains("--body: there is no file", Mistake(new RunArguments { Urls = ["http://127.0.0.1:1/"], Body = "@gone.png" }), StringComparison.Ordinal);

    [Fact]
    public void Create_FeedThatIsGone_IsNamed() =>
        Assert.Contains("there is no file", Mistake(new RunArguments { Urls = ["http://127.0.0.1:1/"], Feed = "gone.csv" }), StringComparison.Ordinal);

    [Fact]
    public void Create_ColumnWithoutAFeed_IsRefused() =>
        Assert.Contains("--feed FILE", Mistake(new RunArguments { Urls = ["http://127.0.0.1:1/{{id}}"] }), StringComparison.Ordinal);

    [Fact]
    public void Create_FeedOrderAlone_IsRefused() =>
        Assert.Contains("--feed-order", Mistake(new RunArguments { Urls = ["http://127.0.0.1:1/"], FeedOrder = FeedOrder.Random }), StringComparison.Ordinal);

    private string Mistake(RunArguments arguments) => Assert.Throws<UserErrorException>(() => Plan(arguments)).Message;

    private RunPlan Plan(params string[] urls) => Plan(new RunArguments { Urls = urls });

    private RunPlan Plan(RunArguments arguments) => RunPlan.Create(arguments, _folder.Path);
}
