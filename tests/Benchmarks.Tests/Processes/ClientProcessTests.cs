using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Tests.Processes;

/// <summary>The figure that decides everything: the CPU time of a client's process tree.</summary>
[Collection(ChildProcesses.Collection)]
public sealed class ClientProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task RunAsync_WorkDoneByAGrandchild_IsCounted()
    {
        var idle = await RunAsync("sh -c 'sleep 0.3'");
        var busy = await RunAsync("sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; exit 0");

        // On one processor nobody uses more CPU time than passes, give or take the kernel's rounding.
        Assert.InRange(busy.Cpu, idle.Cpu * 2, busy.Elapsed + TimeSpan.FromMilliseconds(50));
        Assert.InRange(idle.Cpu, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task RunAsync_Failure_TellsWhatWasPrintedFirst()
    {
        var outcome = await RunAsync("echo; echo no such host >&2; exit 3");

        var failure = Assert.Throws<ClientFailedException>(() => outcome.ThrowIfFailed());
        Assert.Equal("exit code 3: no such host", failure.Message);
    }

    [Fact]
    public async Task RunAsync_ProgramThatHangs_IsEndedAndNamed()
    {
        var error = await Assert.ThrowsAsync<BenchmarkException>(() => ClientProcess.RunAsync(Shell("sleep 600"), 0, TimeSpan.FromMilliseconds(200), default));

        Assert.Equal(ExitCode.ExperimentFailed, error.ExitCode);
        Assert.Contains("sh", error.Message, StringComparison.Ordinal);
    }

    private static Task<ClientOutcome> RunAsync(string script) => ClientProcess.RunAsync(Shell(script), 0, Limit, default);

    private static ProgramCall Shell(string script) => new("sh", ["-c", script]);
}
