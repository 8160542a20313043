namespace LoadLab.EndToEnd.Swarm;

/// <summary>A service and a network of somebody else's, which have to survive whatever LoadLab does.</summary>
internal sealed class OtherService : IDisposable
{
    public string Name { get; } = $"other-{Guid.NewGuid():N}"[..20];

    public static async Task<OtherService> StartAsync()
    {
        var other = new OtherService();
        await TestSwarm.DockerAsync("network", "create", "--driver", "overlay", other.Name);
        await TestSwarm.DockerAsync("service", "create", "--detach", "--name", other.Name, "--network", other.Name, "--endpoint-mode", "dnsrr", "--no-resolve-image",
            "--constraint", "node.labels.role == target", $"{TestSwarm.Nginx}:latest");
        return other;
    }

    public async Task AssertRunsAsync()
    {
        Assert.Equal(Name, (await TestSwarm.DockerAsync("network", "inspect", "--format", "{{.Name}}", Name)).Trim());
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if ((await TestSwarm.DockerAsync("service", "ls", "--filter", $"name={Name}", "--format", "{{.Replicas}}")).Trim() == "1/1")
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"{Name} does not run any more.");
    }

    public void Dispose() => Task.Run(async () =>
    {
        await TestSwarm.DockerAsync("service", "rm", Name);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await TestSwarm.DockerAsync("network", "rm", Name);
                return;
            }
            catch (InvalidOperationException) when (attempt < 100)
            {
                // In use until the task has let go of it.
                await Task.Delay(100);
            }
        }
    }).GetAwaiter().GetResult();
}
