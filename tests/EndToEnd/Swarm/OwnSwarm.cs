using System.Diagnostics;

namespace LoadLab.EndToEnd.Swarm;

/// <summary>A swarm of a test class's own, whose daemons it may end: the image of nginx is on its manager.</summary>
public sealed class OwnSwarm : IAsyncLifetime
{
    private const int Attempts = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("loadlab-e2e-").FullName;
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>What leads the harness and the docker command to it.</summary>
    public IReadOnlyDictionary<string, string> Variables => _variables;

    private string State => Path.Combine(_folder, "swarm");

    public async Task InitializeAsync()
    {
        if (TestSwarm.WhyNot is not null)
        {
            // Nothing will be tested, and perhaps nothing can be started.
            return;
        }

        await StartAsync();
        await CopyImageAsync();
    }

    public async Task DisposeAsync()
    {
        await ScriptAsync("stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ends a node's daemon and all that runs there.</summary>
    public Task KillAsync(string node) => RequireAsync("kill", node);

    /// <summary>Starts it again, and returns when the swarm has it back.</summary>
    public Task ReviveAsync(string node) => RequireAsync("revive", node);

    /// <summary>Ids of everything on it that LoadLab made, on both nodes.</summary>
    public async Task<string> LeftoversAsync()
    {
        const string Label = "--filter label=io.loadlab.run";
        return await ShellAsync($"docker service ls --quiet {Label} && docker network ls --quiet {Label} && docker ps --all --quiet {Label} && docker -H \"${{LOADLAB_DOCKER_NODES#*=}}\" ps --all --quiet {Label}");
    }

    private async Task StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            // One that hardly anybody uses; another test's swarm may have it nevertheless.
            _variables["LOADLAB_TEST_SWARM_NETWORK"] = $"10.215.{(Environment.ProcessId + attempt) % 256}";
            _variables["LOADLAB_TEST_SWARM"] = State;
            var (code, output, error) = await ScriptAsync("start");
            if (code == 0)
            {
                foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    var (name, value) = line["export ".Length..].Split('=', 2) is [var left, var right] ? (left, right) : throw new InvalidOperationException(line);
                    _variables[name] = value;
                }

                return;
            }

            Assert.True(attempt < Attempts && error.Contains("in use already", StringComparison.Ordinal), error);
        }
    }

    private Task<string> CopyImageAsync() => ShellAsync($"docker -H '{Environment.GetEnvironmentVariable("DOCKER_HOST")}' save {TestSwarm.Nginx} | docker load");

    private async Task RequireAsync(params string[] arguments)
    {
        var (code, _, error) = await ScriptAsync(arguments);
        Assert.True(code == 0, error);
    }

    private Task<(int Code, string Output, string Error)> ScriptAsync(params string[] arguments) => RunAsync(Path.Combine(HarnessProcess.Root, "docker", "test-swarm"), arguments);

    private async Task<string> ShellAsync(string command)
    {
        var (code, output, error) = await RunAsync("bash", ["-o", "pipefail", "-c", command]);
        return code == 0 ? output : throw new InvalidOperationException($"{command}: {error}");
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string program, string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _variables)
        {
            info.Environment[name] = value;
        }

        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
