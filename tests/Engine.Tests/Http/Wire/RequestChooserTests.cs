using System.Net;
using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.Http.Wire;

public sealed class RequestChooserTests
{
    [Fact]
    public void GoOnWith_AnotherShare_TakesItsRowsAfterThoseUsedAndThenAll()
    {
        var feed = new RequestFeed([.. Enumerable.Range(0, 7).Select(row => new FeedRow($"/{row}", null))]);
        using var table = new RequestTable(
            [new LoadTarget(new IPEndPoint(IPAddress.Loopback, 9), "127.0.0.1:9")], [new HttpRequestTemplate { Path = "/", Feed = feed }], HttpProtocolVersion.Http11);
        var chooser = new RequestChooser(table, [null], new DealtShare(1, 2), new Random(1));
        Assert.Equal([1, 3], Take(chooser, 2));

        chooser.GoOnWith(new DealtShare(0, 3));
        Assert.Equal([6, 2, 5, 1], Take(chooser, 4));

        chooser.GoOnWith(DealtShare.Whole);
        Assert.Equal([4, 5, 6, 0, 1, 2, 3, 4], Take(chooser, 8));
    }

    private static int[] Take(RequestChooser chooser, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => chooser.TryTake(out var choice) ? choice.Row : -1)];
}
