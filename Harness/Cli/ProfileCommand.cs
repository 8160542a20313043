using System.CommandLine;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness profile</c>.</summary>
internal static class ProfileCommand
{
    public static Command Create(GlobalState state) => new("profile");
}
