using System.Diagnostics;
using System.Globalization;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>One replica: its guard, its session, its log.</summary>
internal sealed class ReplicaProcess : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Process _guard;
    private readonly Task<ReplicaExit> _exited;
    private readonly string _log;

    private ReplicaProcess(Process guard, int leader, string log)
    {
        _guard = guard;
        _log = log;
        Leader = leader;
        _exited = WatchAsync(guard);
    }

    /// <summary>Pid of the replica's first process, which leads its session and its process group.</summary>
    public int Leader { get; }

    /// <summary>Completes when the first process has ended and everything of the group is gone. Never faults.</summary>
    public Task<ReplicaExit> Exited => _exited;

    /// <summary>Starts the command behind a guard.</summary>
    /// <exception cref="DeploymentFailedException">The guard cannot run here.</exception>
    public static async Task<ReplicaProcess> StartAsync(ReplicaStart start, CancellationToken cancellationToken)
    {
        var guard = Launch(start);
        try
        {
            var line = await guard.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            return line?.Split(' ') is ["started", var pid]
                ? new ReplicaProcess(guard, int.Parse(pid, CultureInfo.InvariantCulture), start.LogFile)
                : throw new DeploymentFailedException($"The guard of a replica did not start: it said “{line}”.");
        }
        catch
        {
            guard.StandardInput.Close();
            guard.Dispose();
            throw;
        }
    }

    /// <summary>The last lines of what it printed.</summary>
    public string LogTail() => Local.LogTail.Read(_log);

    /// <summary>SIGTERM, five seconds to finish, SIGKILL to whatever is left of its group.</summary>
    public async ValueTask DisposeAsync()
    {
        await OrderAsync("term").ConfigureAwait(false);
        if (await Task.WhenAny(_exited, Task.Delay(Grace)).ConfigureAwait(false) != _exited)
        {
            await OrderAsync("kill").ConfigureAwait(false);
            await _exited.ConfigureAwait(false);
        }

        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync().ConfigureAwait(false);
        _guard.Dispose();
    }

    private static Process Launch(ReplicaStart start)
    {
        var info = new ProcessStartInfo("setsid")
        {
            WorkingDirectory = start.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] arguments = ["sh", "-c", ReplicaGuard.Script, "loadlab-guard", start.LogFile,
            start.Processors is null ? "-" : string.Join(',', start.Processors), string.Join(':', start.CgroupFolders), .. start.Command];
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in start.Environment)
        {
            info.Environment[name] = value;
        }

        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new DeploymentFailedException($"A replica could not be started in {start.WorkingDirectory}: {e.Message}. Local deployment needs sh and setsid (util-linux).", e);
        }
    }

    private static async Task<ReplicaExit> WatchAsync(Process guard)
    {
        var line = await guard.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        return line?.Split(' ') is ["exited", var code] ? new ReplicaExit(int.Parse(code, CultureInfo.InvariantCulture)) : ReplicaExit.GuardLost;
    }

    private async Task OrderAsync(string order)
    {
        try
        {
            await _guard.StandardInput.WriteLineAsync(order).ConfigureAwait(false);
            await _guard.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The guard has ended, so the replica has.
        }
    }
}
