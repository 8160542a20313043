using System.CommandLine;
using LoadLab.Harness.Reporting;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness report</c>: renders a report folder again, such as after a new version of LoadLab or on a machine with Node.</summary>
internal static class ReportCommand
{
    public static Command Create(GlobalState state)
    {
        var folder = new Argument<string>("folder") { Description = "A report folder, as written by a sweep." };
        var command = new Command("report", "Render the report of a folder again, finished or not.") { folder };
        command.SetAction((parsed, cancellationToken) => RunAsync(state, parsed.GetValue(folder)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(GlobalState state, string folder, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(folder, state.WorkingDirectory);
        var index = await new ReportWriter().WriteAsync(ReportFolder.Open(path), cancellationToken);
        await state.Out.WriteLineAsync(index);
        return (int)ExitCode.Success;
    }
}
