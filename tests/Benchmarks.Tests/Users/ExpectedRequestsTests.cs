using LoadLab.Benchmarks.Users;

namespace LoadLab.Benchmarks.Tests.Users;

public sealed class ExpectedRequestsTests
{
    private const int Seed = 7;

    /// <summary>Against a simulation: users that think 4 to 9 s and are answered in 0.1 s, watched for a minute from a random point of their lives.</summary>
    [Fact]
    public void Of_ThinkingUsers_AgreesWithASimulation()
    {
        var plan = new UsersPlan(2_000, 500, 2, 60, 4, 9);
        var random = new Random(Seed);
        var sent = Enumerable.Range(0, plan.Users).Sum(_ => CountOne(random));

        var expected = ExpectedRequests.Of(plan, 60, 0.1);

        Assert.Equal(2_000 * 60 / 6.6, expected.Mean, 1e-6);
        Assert.InRange(sent, expected.Mean - (4 * expected.StandardDeviation), expected.Mean + (4 * expected.StandardDeviation));
    }

    private static int CountOne(Random random)
    {
        var sent = 0;
        for (var at = -1_000 * random.NextDouble() - 1_000; at < 60; at += 0.1 + 4 + (5 * random.NextDouble()))
        {
            sent += at >= 0 ? 1 : 0;
        }

        return sent;
    }
}
