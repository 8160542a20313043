using LoadLab.Harness.Cli;

namespace LoadLab.Harness.Tests.Cli;

/// <summary>Runs the program in this process, as a user would from a folder.</summary>
internal static class CommandLine
{
    public static async Task<(ExitCode Code, string Out, string Error)> RunAsync(string folder, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var state = new GlobalState
        {
            Out = output,
            Error = error,
            IsTerminal = false,
            WorkingDirectory = folder,
            Time = TimeProvider.System,
            Environment = new Dictionary<string, string>(),
        };
        var code = await HarnessApp.RunAsync(args, state);
        return ((ExitCode)code, output.ToString(), error.ToString());
    }
}
