using System.Diagnostics;

namespace LoadLab.EndToEnd.Swarm;

/// <summary><c>docker-compose.swarm.yml</c> as a stack on the test swarm, with images that were made here.</summary>
internal sealed class Stack : IDisposable
{
    public const string Name = "loadlab-test";

    /// <summary>A port that a stack of somebody else's will not have.</summary>
    public const int Port = 18471;

    private const string Label = $"label=com.docker.stack.namespace={Name}";

    /// <summary>By the variables that name them.</summary>
    public static IReadOnlyDictionary<string, string> Images { get; } = new Dictionary<string, string>
    {
        ["TARGET_IMAGE"] = "loadlab/target-api:latest",
        ["REDIS_IMAGE"] = "loadlab/test-redis:latest",
        ["POSTGRES_IMAGE"] = "loadlab/test-postgres:latest",
        ["OBJECT_STORE_IMAGE"] = "loadlab/test-object-store:latest",
    };

    /// <summary>The daemon of the node that everything but the controller runs on.</summary>
    public static string Worker => Environment.GetEnvironmentVariable("LOADLAB_DOCKER_NODES")!.Split('=', 2)[1];

    public static async Task<Stack> DeployAsync()
    {
        var info = new ProcessStartInfo("docker", ["stack", "deploy", "--resolve-image", "never", "-c", Path.Combine(HarnessProcess.Root, "docker-compose.swarm.yml"), Name]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Images.Append(new("TARGET_PORT", $"{Port}")).Append(new("LAB_NETWORK", Name)))
        {
            info.Environment[name] = value;
        }

        var stack = new Stack();
        using var docker = Process.Start(info)!;
        var output = docker.StandardOutput.ReadToEndAsync();
        var error = await docker.StandardError.ReadToEndAsync();
        await docker.WaitForExitAsync();
        Assert.True(docker.ExitCode == 0, await output + error);
        return stack;
    }

    /// <summary>Each service with its tasks that run and should: <c>loadlab-test_redis 1/1</c>.</summary>
    public static async Task<IReadOnlyList<string>> ServicesAsync() => Lines(await TestSwarm.DockerAsync("stack", "services", Name, "--format", "{{.Name}} {{.Replicas}}"));

    /// <summary>Removes it with its volumes, as docs/swarm.md says, and returns what is left of it.</summary>
    public static async Task<IReadOnlyList<string>> RemoveAsync()
    {
        await TestSwarm.DockerAsync("stack", "rm", Name);
        await UntilAsync(async () => (await LeftAsync("ps --all --quiet")).Count == 0 && (await LeftAsync("network ls --quiet")).Count == 0, "the stack's containers and networks are gone");
        foreach (var volume in await LeftAsync("volume ls --quiet"))
        {
            await TestSwarm.DockerAsync("-H", Worker, "volume", "rm", volume);
        }

        return [.. await ServicesAsync(), .. await LeftAsync("ps --all --quiet"), .. await LeftAsync("network ls --quiet"), .. await LeftAsync("volume ls --quiet")];
    }

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(limit) < TimeSpan.FromSeconds(50), $"Waited in vain until {what}.");
            await Task.Delay(200);
        }
    }

    public void Dispose() => Task.Run(RemoveAsync).GetAwaiter().GetResult();

    private static async Task<List<string>> LeftAsync(string command)
    {
        string[] arguments = [.. command.Split(' '), "--filter", Label];
        return [.. Lines(await TestSwarm.DockerAsync(arguments)), .. Lines(await TestSwarm.DockerAsync(["-H", Worker, .. arguments]))];
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
