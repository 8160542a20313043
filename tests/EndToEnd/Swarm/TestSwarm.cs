using System.Diagnostics;
using LoadLab.Harness;
using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.EndToEnd.Swarm;

/// <summary>The swarm that <c>docker/test-swarm</c> made, with the images that docs/swarm.md names. Its manager's address is in the environment.</summary>
internal static class TestSwarm
{
    public const string Nginx = "loadlab/test-nginx";
    public const string FastApi = "loadlab/test-fastapi";
    public const string TargetApi = "loadlab/target-api";
    public const string Harness = "loadlab/harness";

    private static readonly string[] Images = [Nginx, FastApi, TargetApi, Harness];

    private static readonly Lazy<string?> Reason = new(() => Task.Run(FindReasonAsync).GetAwaiter().GetResult());

    /// <summary>Why nothing can be tested here; null where it can. Where LOADLAB_SWARM_TESTS is set it has to be.</summary>
    public static string? WhyNot => Environment.GetEnvironmentVariable("LOADLAB_SWARM_TESTS") is { Length: > 0 } ? null : Reason.Value;

    public static SwarmCluster Connect() => SwarmCluster.FromEnvironment(Variables());

    /// <summary>What LoadLab made in the swarm and is still there.</summary>
    public static async Task<IReadOnlyList<SwarmLeftover>> LeftoversAsync()
    {
        using var cluster = Connect();
        await cluster.RequireAsync(CancellationToken.None);
        return await new SwarmCleaner(cluster).FindAsync(CancellationToken.None);
    }

    /// <summary>The docker command, on the manager; returns what it printed.</summary>
    public static async Task<string> DockerAsync(params string[] arguments)
    {
        using var docker = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = docker.StandardError.ReadToEndAsync();
        var output = await docker.StandardOutput.ReadToEndAsync();
        await docker.WaitForExitAsync();
        return docker.ExitCode == 0 ? output : throw new InvalidOperationException($"docker {string.Join(' ', arguments)}: {await error}");
    }

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");

    private static async Task<string?> FindReasonAsync()
    {
        const string Mend = "docs/swarm.md, “A swarm on one machine”, says how to make one.";
        if (Environment.GetEnvironmentVariable(DockerHost.NodesVariable) is null or "")
        {
            return $"There is no test swarm ({DockerHost.NodesVariable} is not set): {Mend}";
        }

        try
        {
            using var cluster = Connect();
            var nodes = await cluster.RequireAsync(CancellationToken.None);
            if (!nodes.Any(node => node.IsReady && node.Spec.Labels.GetValueOrDefault("role") == "target"))
            {
                return $"No node of the swarm is labelled role=target: {Mend}";
            }

            foreach (var image in Images)
            {
                if (await cluster.Manager.FindImageAsync(image, CancellationToken.None) is null)
                {
                    return $"The swarm's manager has no image {image}: {Mend}";
                }
            }

            return null;
        }
        catch (Exception e) when (e is UserErrorException or DockerException)
        {
            return e.Message;
        }
    }
}
