namespace LoadLab.Engine.Tests;

public sealed class RequestCountsTests
{
    [Fact]
    public void Sum_OfSeveral_AddsEveryField()
    {
        var one = new RequestCounts
        {
            Planned = 1,
            Sent = 2,
            Ok = 3,
            Failed = 4,
            Missed = 5,
            Unsolicited = 6,
            BytesSent = 7,
            BytesReceived = 8,
            Statuses = new Dictionary<int, long> { [200] = 9, [404] = 10 },
            Errors = new Dictionary<ErrorKind, long> { [ErrorKind.TlsFailed] = 11 },
        };
        var other = new RequestCounts
        {
            Planned = 100,
            Sent = 200,
            Ok = 300,
            Failed = 400,
            Missed = 500,
            Unsolicited = 600,
            BytesSent = 700,
            BytesReceived = 800,
            Statuses = new Dictionary<int, long> { [200] = 900 },
            Errors = new Dictionary<ErrorKind, long> { [ErrorKind.Unfinished] = 1000 },
        };

        var sum = RequestCounts.Sum([one, other]);

        // One that forgets a field differs here, also where the field was added to the record later: every number above is another one.
        Assert.Equal(
            ["101", "202", "303", "404", "505", "606", "707", "808"],
            typeof(RequestCounts).GetProperties().Where(property => property.PropertyType == typeof(long)).Select(property => $"{property.GetValue(sum)}"));
        Assert.Equal(new Dictionary<int, long> { [200] = 909, [404] = 10 }, sum.Statuses);
        Assert.Equal(new Dictionary<ErrorKind, long> { [ErrorKind.TlsFailed] = 11, [ErrorKind.Unfinished] = 1000 }, sum.Errors);
    }

    [Fact]
    public void Sum_OfNothing_IsNothing()
    {
        var sum = RequestCounts.Sum([]);

        Assert.Equal((0, 0, 0), (sum.Planned, sum.Statuses.Count, sum.Errors.Count));
    }
}
