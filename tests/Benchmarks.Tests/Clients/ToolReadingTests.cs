using LoadLab.Benchmarks.Clients;

namespace LoadLab.Benchmarks.Tests.Clients;

public sealed class ToolReadingTests
{
    private static readonly Repository Anywhere = new("/nowhere");

    [Fact]
    public void Read_Wrk_TakesCountAndPercentilesInAnyUnit()
    {
        var report = new WrkClient().Read(ToolOutputs.Read("wrk"));

        Assert.Equal((16_833, 0), (report.Requests, report.Failed));
        Assert.Equal((0.064, 3.10, 10.57), (Rounded(report.P50Ms), Rounded(report.P90Ms), Rounded(report.P99Ms)));
    }

    [Fact]
    public void Read_WrkAgainstFailingServer_CountsRefusedAnswers()
    {
        var report = new WrkClient().Read(ToolOutputs.Read("wrk-refused"));

        Assert.Equal((5_852, 5_852), (report.Requests, report.Failed));
    }

    [Fact]
    public void Read_WrkWithSocketErrors_AddsAllKinds()
    {
        var output = ToolOutputs.Read("wrk") + "  Socket errors: connect 1, read 20, write 300, timeout 4000\n";

        Assert.Equal(4_321, new WrkClient().Read(output).Failed);
    }

    [Fact]
    public void Read_H2Load_TakesTheCountOfThoseDone()
    {
        var report = new H2LoadClient().Read(ToolOutputs.Read("h2load"));

        Assert.Equal((4_349, 0), (report.Requests, report.Failed));
        Assert.Null(report.P50Ms);
    }

    [Fact]
    public void Read_H2LoadAgainstFailingServer_CountsEachFailureOnce()
    {
        var report = new H2LoadClient().Read(ToolOutputs.Read("h2load-refused"));

        Assert.Equal((4_479, 4_479), (report.Requests, report.Failed));
    }

    [Fact]
    public void Read_Hey_TakesStatusesAndPercentiles()
    {
        var report = new HeyClient().Read(ToolOutputs.Read("hey"));

        Assert.Equal((4_392, 0), (report.Requests, report.Failed));
        Assert.Equal((0.3, 2.9, 9.7), (Rounded(report.P50Ms), Rounded(report.P90Ms), Rounded(report.P99Ms)));
    }

    [Fact]
    public void Read_HeyWithoutServer_CountsErrorsThoughItExitsWithSuccess()
    {
        var report = new HeyClient().Read(ToolOutputs.Read("hey-refused"));

        Assert.Equal((0, 3_651), (report.Requests, report.Failed));
        Assert.Null(report.P99Ms);
    }

    [Fact]
    public void Read_Autocannon_TakesItsJson()
    {
        var report = new AutocannonClient(Anywhere).Read(ToolOutputs.Read("autocannon"));

        Assert.Equal((18_471, 0), (report.Requests, report.Failed));
        Assert.Equal((0, 1), (report.P50Ms, report.P99Ms));
    }

    [Fact]
    public void Read_OwnClientsLine_IsTakenBehindOtherLines()
    {
        var report = new LocustClient().Read("Type     Name\nGET  /empty\n{\"requests\": 96, \"failed\": 2, \"p50Ms\": 4, \"p90Ms\": 6, \"p99Ms\": 12}\n");

        Assert.Equal((96, 2, 4, 6, 12), (report.Requests, report.Failed, report.P50Ms, report.P90Ms, report.P99Ms));
    }

    [Theory]
    [InlineData("")]
    [InlineData("connection refused")]
    [InlineData("{\"requests\": 96")]
    public void Read_NotWhatTheToolPrints_IsAFormatException(string output)
    {
        ILoadClient[] clients = [new WrkClient(), new H2LoadClient(), new HeyClient(), new AutocannonClient(Anywhere), new LocustClient(), new HttpClientClient()];

        Assert.All(clients, client => Assert.ThrowsAny<FormatException>(() => client.Read(output)));
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
