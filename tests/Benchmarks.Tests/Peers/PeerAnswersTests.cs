using System.Text.Json.Nodes;
using LoadLab.Benchmarks.Peers;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Tests.Processes;

namespace LoadLab.Benchmarks.Tests.Peers;

/// <summary>The services that are compared do the same work.</summary>
[Collection(ChildProcesses.Collection)]
public sealed class PeerAnswersTests
{
    private static readonly Repository Here = Repository.Find();

    [FastApiFact]
    public async Task FastApi_RowsOfEveryClass_AnswersAsTheTargetApi()
    {
        var availability = await FastApiProgram.FindAsync(Here, default);
        Assert.Null(availability.Missing);
        var processor = ProcessorPair.Find().Server;
        await using var target = await PeerServer.StartAsync(PeerCatalog.Target(TestPrograms.Target), processor, default);
        await using var fastApi = await PeerServer.StartAsync(FastApiProgram.Serve(Here), processor, default);
        using var question = new PeerQuestion();

        var labels = new HashSet<string>();
        foreach (var body in Bodies())
        {
            foreach (var path in new[] { "/normalize", "/predict" })
            {
                var ours = await question.AskAsync(new Uri(target.Address, path), body, default);
                var theirs = await question.AskAsync(new Uri(fastApi.Address, path), body, default);
                Assert.Null(AnswerComparison.FindDifference(ours, theirs));
                labels.UnionWith(ours!["labels"]?.AsArray().Select(label => label!.GetValue<string>()) ?? []);
            }
        }

        Assert.Equal(7, labels.Count);
    }

    [Fact]
    public async Task BareKestrel_Empty_AnswersTheBytesOfTheTargetApi()
    {
        var processor = ProcessorPair.Find().Server;
        await using var target = await PeerServer.StartAsync(PeerCatalog.Target(TestPrograms.Target), processor, default);
        await using var bare = await PeerServer.StartAsync(ProgramCall.DotNet(TestPrograms.BareKestrel), processor, default);

        Assert.Equal(await AskAsync(target.Address), await AskAsync(bare.Address));
    }

    /// <summary>The headers and the body as text; the date is another matter.</summary>
    private static async Task<string> AskAsync(Uri address)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(address, "/empty"));
        response.Headers.Date = null;
        return $"{(int)response.StatusCode} {response.Headers}{response.Content.Headers}{await response.Content.ReadAsStringAsync()}";
    }

    private static IEnumerable<string> Bodies()
    {
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Here.Root, "models", "covertype-forest", "expected.json")))!;
        return expected["rows"]!.AsArray().Select(row => $$"""{"features":{{row!.ToJsonString()}}}""");
    }
}
