using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Tests.Servers;

public sealed class ServerReadingTests
{
    [Fact]
    public void ReadStatus_StubStatusPage_IsTheThirdCounter() =>
        Assert.Equal(31_070_465, NginxServer.ReadStatus("Active connections: 291 \nserver accepts handled requests\n 16630948 16630948 31070465 \nReading: 6 Writing: 179 Waiting: 106 \n"));

    [Fact]
    public void SumSeries_MetricsPage_AddsPredictOnly() =>
        Assert.Equal(105, TargetServer.SumSeries("""
            # TYPE target_requests_total counter
            target_requests_total{endpoint="predict",method="POST",status="200"} 100
            target_requests_total{endpoint="predict",method="POST",status="422"} 5
            target_requests_total{endpoint="metrics",method="GET",status="200"} 7
            """.ReplaceLineEndings("\n")));

    [Fact]
    public void Parse_Account_ReadsCountersAndAnswers()
    {
        var account = ServerAccount.Parse("requests 7\nconnections 2\ndropped 1\nanswered 10 20 30\n");

        Assert.Equal((7, 2, 1), (account.Requests, account.Connections, account.Dropped));
        Assert.Equal([10, 20, 30], account.AnsweredNs);
        Assert.Empty(ServerAccount.Parse("requests 7\nconnections 2\ndropped 1\nanswered \n").AnsweredNs);
    }
}
