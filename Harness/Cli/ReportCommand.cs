using System.CommandLine;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness report</c>.</summary>
internal static class ReportCommand
{
    public static Command Create(GlobalState state) => new("report");
}
