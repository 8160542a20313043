namespace LoadLab.EndToEnd.Swarm;

/// <summary>The stack file with everything that the target API may depend on, as docs/swarm.md tells to deploy it.</summary>
[Collection(nameof(SwarmCollection))]
public sealed class StackTests
{
    [StackFact]
    public async Task Stack_DeployedAndRemoved_ComesUpAnswersAndLeavesNothing()
    {
        using var stack = await Stack.DeployAsync();
        await Stack.UntilAsync(async () => (await Stack.ServicesAsync()).All(IsComplete), $"all services run: {string.Join(", ", await Stack.ServicesAsync())}");

        Assert.Equal(["agents", "controller", "object-store", "postgres", "redis", "registry", "target"],
            (await Stack.ServicesAsync()).Select(line => line.Split(' ')[0][(Stack.Name.Length + 1)..]).Order(StringComparer.Ordinal));
        using var client = new HttpClient();
        var address = (await TestSwarm.DockerAsync("node", "inspect", "--format", "{{.Status.Addr}}", "node2")).Trim();
        using var ready = await client.GetAsync(new Uri($"http://{address}:{Stack.Port}/readyz"));
        Assert.True(ready.IsSuccessStatusCode, await ready.Content.ReadAsStringAsync());

        Assert.Empty(await Stack.RemoveAsync());
    }

    private static bool IsComplete(string service) => service.Split(' ')[1].Split('/') is [var running, var wanted] && running == wanted;
}
