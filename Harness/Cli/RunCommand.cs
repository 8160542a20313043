using System.CommandLine;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness run</c>.</summary>
internal static class RunCommand
{
    public static Command Create(GlobalState state) => new("run");
}
