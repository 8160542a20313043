using System.Diagnostics;
using LoadLab.TargetApi.Redis;

namespace LoadLab.TargetApi.Tests.Redis;

public sealed class RedisClientTests
{
    private const int SIGSTOP = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [RedisFact]
    public async Task Execute_ManyAtOnce_EachGetsItsOwnAnswer()
    {
        using RedisServer server = await RedisServer.Start();
        await using RedisClient client = await Open(server.Url);
        byte[] large = new byte[3_000_000];
        new Random(7).NextBytes(large);
        await client.Execute(new RespCommand("SET").Add("large").Add(large));
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (i, _) =>
        {
            Assert.Equal($"{i}", (await client.Execute(new RespCommand("ECHO").Add($"{i}"))).Text);
            if (i % 200 == 0)
            {
                Assert.Equal(large, (await client.Execute(new RespCommand("GET").Add("large"))).Bytes);
            }
        });
    }

    [RedisFact]
    public async Task Execute_Refused_ThrowsAndGoesOn()
    {
        using RedisServer server = await RedisServer.Start();
        await using RedisClient client = await Open(server.Url);
        var refusal = await Assert.ThrowsAsync<RedisErrorException>(() => client.Execute(new RespCommand("XREAD")));
        Assert.Equal("ERR", refusal.Code);
        Assert.Equal("PONG", (await client.Execute(new RespCommand("PING"))).Text);
    }

    [RedisFact]
    public async Task Open_PasswordAndDatabase_AreUsed()
    {
        using RedisServer server = await RedisServer.Start("--requirepass", "s:cret");
        await using RedisClient client = await Open($"redis://:s%3Acret@127.0.0.1:{server.Port}/5");
        Assert.Contains("db=5", (await client.Execute(new RespCommand("CLIENT").Add("INFO"))).Text, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Open_WrongPassword_SaysSo()
    {
        using RedisServer server = await RedisServer.Start("--requirepass", "right");
        await using var client = new RedisClient(RedisAddress.Parse($"redis://:wrong@127.0.0.1:{server.Port}")!, "test");
        Task open = client.Open(CancellationToken.None);
        await Until(() => client.Trouble?.Contains("WRONGPASS", StringComparison.Ordinal) == true);
        Assert.DoesNotContain("wrong@", client.Trouble, StringComparison.Ordinal);
        Assert.False(open.IsCompleted);
    }

    [RedisFact]
    public async Task Execute_ServerGoneAndBack_FailsAtOnceThenWorksAgain()
    {
        using RedisServer server = await RedisServer.Start();
        await using RedisClient client = await Open(server.Url);
        await server.Stop();
        await Until(() => client.Trouble is not null);
        var failure = await Assert.ThrowsAsync<RedisUnavailableException>(() => client.Execute(new RespCommand("PING")));
        Assert.Contains($"127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
        await server.Start();
        await Until(() => client.Trouble is null);
        Assert.Equal("PONG", (await client.Execute(new RespCommand("PING"))).Text);
    }

    [RedisFact]
    public async Task Execute_ServerStopsAnswering_FailsWithinTheLimit()
    {
        using RedisServer server = await RedisServer.Start();
        await using RedisClient client = await Open(server.Url);
        server.Signal(SIGSTOP);
        var failure = await Assert.ThrowsAsync<RedisUnavailableException>(() => client.Execute(new RespCommand("PING")).WaitAsync(Patience));
        Assert.Contains("no answer within 5 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NobodyListens_SaysSo()
    {
        await using var client = new RedisClient(RedisAddress.Parse("redis://127.0.0.1:1")!, "test");
        _ = client.Open(CancellationToken.None);
        await Until(() => client.Trouble?.Contains("refused", StringComparison.OrdinalIgnoreCase) == true);
    }

    private static async Task<RedisClient> Open(string url)
    {
        var client = new RedisClient(RedisAddress.Parse(url)!, "test");
        await client.Open(CancellationToken.None).WaitAsync(Patience);
        return client;
    }

    private static async Task Until(Func<bool> condition)
    {
        long started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "waited in vain");
            await Task.Delay(20);
        }
    }
}
