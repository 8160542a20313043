using System.CommandLine;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness sweep</c>.</summary>
internal static class SweepCommand
{
    public static Command Create(GlobalState state) => new("sweep");
}
