using System.Diagnostics;

namespace LoadLab.EndToEnd.Launcher;

/// <summary>The script <c>./harness</c> in a tree of its own, with a <c>dotnet</c> on the path that only notes its calls.</summary>
public sealed class LauncherTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _tree = new();

    public LauncherTests()
    {
        foreach (var folder in (string[])["Engine", "Scenarios", "Harness", "TargetApi", "models", "assets", "path"])
        {
            Directory.CreateDirectory(Path.Combine(_tree.Path, folder));
        }

        File.Copy(Path.Combine(HarnessProcess.Root, "harness"), Path.Combine(_tree.Path, "harness"));
        _tree.Write("Directory.Build.props", "");
        _tree.Write("Directory.Packages.props", "");

        // As the real one does, its build leaves a server behind that holds what it inherited, and a lock of its own among the sources.
        var program = _tree.Write(
            "path/dotnet",
            """
            #!/bin/sh
            echo "$1" >>"$TREE/calls"
            [ "$1" = build ] || exit 0
            sleep 60 </dev/null >/dev/null 2>&1 &
            echo $! >>"$TREE/servers"
            mkdir -p "$TREE/Harness/bin/Release/net10.0"
            : >"$TREE/Harness/bin/Release/net10.0/harness.dll"
            : >"$TREE/assets/.install.lock"

            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public void Dispose()
    {
        foreach (var server in Lines("servers"))
        {
            using var process = Process.GetProcessById(int.Parse(server));
            process.Kill();
        }

        _tree.Dispose();
    }

    [LinuxFact]
    public async Task Run_NothingChanged_BuildsOnce()
    {
        await Run();
        await Run();

        Assert.Equal(["build", "run", "run"], Calls);
    }

    [LinuxFact]
    public async Task Run_SourceChangedWhileTheLastBuildsServerLives_BuildsAgain()
    {
        await Run();
        File.SetLastWriteTimeUtc(_tree.Write("Engine/Changed.cs", ""), TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
        await Run();

        Assert.Equal(["build", "run", "build", "run"], Calls);
    }

    /// <summary>What was asked of <c>dotnet</c>; running a program begins with its path.</summary>
    private string[] Calls => [.. Lines("calls").Select(call => call == "build" ? call : "run")];

    private string[] Lines(string name) => File.Exists(Path.Combine(_tree.Path, name)) ? File.ReadAllLines(Path.Combine(_tree.Path, name)) : [];

    private async Task Run()
    {
        var start = new ProcessStartInfo("/bin/sh", [Path.Combine(_tree.Path, "harness"), "--version"]) { UseShellExecute = false };
        start.Environment["PATH"] = $"{_tree.Path}/path:{start.Environment["PATH"]}";
        start.Environment["TREE"] = _tree.Path;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("the launcher waits for something that a build left behind");
        }

        Assert.Equal(0, process.ExitCode);
    }
}
