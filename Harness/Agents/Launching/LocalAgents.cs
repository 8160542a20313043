using System.Diagnostics;
using System.Globalization;
using LoadLab.Harness.Agents.Access;

namespace LoadLab.Harness.Agents.Launching;

/// <summary>Agents that this process starts on its own machine, and ends.</summary>
/// <param name="count">How many.</param>
/// <param name="coordinator">Where they join.</param>
/// <param name="token">What they prove to know.</param>
/// <param name="fingerprint">What they pin; null without TLS.</param>
/// <param name="logFolder">Where each one's log goes; null for nowhere.</param>
internal sealed class LocalAgents(int count, Uri coordinator, string token, string? fingerprint, string? logFolder) : IAgentLauncher
{
    /// <summary>Let go by the coordinator, an agent needs a moment; then it is ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Process?[] _processes = new Process?[count];

    public Task EnsureAsync(CancellationToken cancellationToken)
    {
        for (var index = 0; index < _processes.Length; index++)
        {
            if (_processes[index] is not { HasExited: false })
            {
                _processes[index]?.Dispose();
                _processes[index] = Launch($"agent-{(index + 1).ToString(CultureInfo.InvariantCulture)}");
            }
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Grace);
        foreach (var process in _processes.OfType<Process>())
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync().ConfigureAwait(false);
            }

            process.Dispose();
        }
    }

    private Process Launch(string name)
    {
        // In a session of their own: a Ctrl-C at the terminal is the coordinator's, which ends them in good order.
        var info = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [.. OwnCommand(), "agent", "--join", coordinator.OriginalString, "--name", name, "--give-up-after", "10s", .. fingerprint is null ? Array.Empty<string>() : ["--fingerprint", fingerprint]];
        Array.ForEach(arguments, info.ArgumentList.Add);
        info.Environment[AgentToken.Variable] = token;
        var process = Start(info);
        process.StandardInput.Close();
        var log = logFolder is null ? TextWriter.Null : TextWriter.Synchronized(new StreamWriter(Path.Combine(logFolder, $"{name}.log"), append: true) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite, $"An agent could not be started: {e.Message}. Starting agents needs setsid (util-linux).");
        }
    }

    /// <summary>This very program: the runtime with its assembly, or the program itself.</summary>
    private static string[] OwnCommand()
    {
        var assembly = typeof(LocalAgents).Assembly.Location;
        return Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "harness" ? [path]
            : [Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", assembly];
    }
}
