using System.CommandLine;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create(GlobalState state) => new("doctor");
}
