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
    public void Parse_Account_ReadsCountersAndAbsences()
    {
        var account = ServerAccount.Parse("requests 7\nconnections 2\ndropped 1\nfirst 1000\nabsent 10 20 30 4\nabsent 40 50 60 3\n");

        Assert.Equal((7, 2, 1, 1_000), (account.Requests, account.Connections, account.Dropped, account.FirstRequestNs));
        Assert.Equal([new Absence(10, 20, 30, 4), new Absence(40, 50, 60, 3)], account.Absences);
    }
}
