using System.CommandLine;
using LoadLab.Harness.Agents.Coordinator;
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
        var opened = ReportFolder.Open(Path.GetFullPath(folder, state.WorkingDirectory));
        var code = Finish(state, await new ReportWriter().WriteAsync(opened, cancellationToken));
        return (int)(AgentsAddUp(state, opened) ? code : ExitCode.ReportFolder);
    }

    /// <summary>The figures were put together from what agents told: years later that is still there, and must still be what it was.</summary>
    private static bool AgentsAddUp(GlobalState state, ReportFolder folder)
    {
        var failures = AgentLogCheck.Failures(folder, folder.Read()).ToList();
        failures.ForEach(state.Error.WriteLine);
        return failures.Count == 0;
    }

    /// <summary>Whoever asks for a report asks for its figures.</summary>
    internal static ExitCode Finish(GlobalState state, WrittenReport report)
    {
        if (report.MissingFigures is { } missing)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite, $"The report is in {report.Index}, but its figures are missing: {missing}");
        }

        state.Out.WriteLine(report.Index);
        return ExitCode.Success;
    }
}
