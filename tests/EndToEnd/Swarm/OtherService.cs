namespace LoadLab.EndToEnd.Swarm;

/// <summary>A service and a network of somebody else's, which have to survive whatever LoadLab does.</summary>
internal sealed class OtherService : IDisposable
{
    private readonly string _name = $"other-{Guid.NewGuid():N}"[..20];

    public static async Task<OtherService> StartAsync()
    {
        var other = new OtherService();
        await TestSwarm.DockerAsync("network", "create", "--driver", "overlay", other._name);
        await TestSwarm.DockerAsync("service", "create", "--detach", "--name", other._name, "--network", other._name, "--endpoint-mode", "dnsrr", "--no-resolve-image",
            "--constraint", "node.labels.role == target", $"{TestSwarm.Nginx}:latest");
        return other;
    }

    public async Task AssertRunsAsync()
    {
        Assert.Equal(_name, (await TestSwarm.DockerAsync("network", "inspect", "--format", "{{.Name}}", _name)).Trim());
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if ((await TestSwarm.DockerAsync("service", "ls", "--filter", $"name={_name}", "--format", "{{.Replicas}}")).Trim() == "1/1")
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"{_name} does not run any more.");
    }

    public void Dispose() => Task.Run(async () =>
    {
        await TestSwarm.DockerAsync("service", "rm", _name);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await TestSwarm.DockerAsync("network", "rm", _name);
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
