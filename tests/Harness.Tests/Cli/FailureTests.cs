using System.CommandLine;
using LoadLab.Engine;
using LoadLab.Harness.Cli;

namespace LoadLab.Harness.Tests.Cli;

public sealed class FailureTests
{
    [Fact]
    public async Task RunAsync_UserError_IsOneMessageWithItsCode()
    {
        var (code, error) = await RunAsync(_ => throw new UserErrorException(ExitCode.ReportFolder, "no room"));

        Assert.Equal((ExitCode.ReportFolder, $"harness: no room{Environment.NewLine}"), (code, error));
    }

    [Fact]
    public async Task RunAsync_LoadCannotStart_IsOneMessage()
    {
        var (code, error) = await RunAsync(_ => throw new LoadSetupException("no such host"));

        Assert.Equal((ExitCode.TargetUnavailable, $"harness: no such host{Environment.NewLine}"), (code, error));
    }

    [Fact]
    public async Task RunAsync_Unforeseen_IsOneLineWithoutAStackTraceAndTheRestInAFile()
    {
        var (code, error) = await RunAsync(_ => throw new InvalidDataException("odd\nthing"));
        var file = error[(error.IndexOf("details in ", StringComparison.Ordinal) + "details in ".Length)..].TrimEnd().TrimEnd('.');

        var details = File.ReadAllText(file);
        File.Delete(file);
        Assert.Equal(ExitCode.InternalError, code);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", error);
        Assert.Contains("   at ", details);
        Assert.Contains("InvalidDataException", details);
    }

    [Fact]
    public async Task RunAsync_UnforeseenWithDebug_ShowsTheStackTrace()
    {
        var (_, error) = await RunAsync(_ => throw new InvalidDataException("odd"), debug: true);

        Assert.Contains("   at ", error);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ExitsLikeAnInterruptedProgram()
    {
        using var cancellation = new CancellationTokenSource();
        var (code, error) = await RunAsync(
            async token =>
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            },
            cancellation: cancellation.Token);

        Assert.Equal((ExitCode.Interrupted, $"harness: interrupted{Environment.NewLine}"), (code, error));
    }

    private static async Task<(ExitCode Code, string Error)> RunAsync(Func<CancellationToken, Task> verb, bool debug = false, CancellationToken cancellation = default)
    {
        using var error = new StringWriter();
        var state = new GlobalState
        {
            Out = TextWriter.Null,
            Error = error,
            IsTerminal = false,
            WorkingDirectory = "/",
            Time = TimeProvider.System,
            Environment = new Dictionary<string, string> { ["LOADLAB_DEBUG"] = debug ? "1" : "" },
        };
        var command = new Command("verb");
        command.SetAction((_, token) => verb(token));
        var code = await HarnessApp.RunAsync(new RootCommand { command }, ["verb"], state, cancellation);
        return ((ExitCode)code, error.ToString());
    }
}
