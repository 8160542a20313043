using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using LoadLab.Harness.Cli.Images;

namespace LoadLab.Harness.Cli;

/// <summary>The command line as a whole.</summary>
internal static class RootVerb
{
    public static RootCommand Create(GlobalState state)
    {
        var root = new RootCommand("LoadLab measures what an HTTP service carries, and finds the replicas, workers, CPUs, memory and batch settings to run it with.")
        {
            SweepCommand.Create(state),
            RunCommand.Create(state),
            ReportCommand.Create(state),
            ProfileCommand.Create(state),
            ImageCommand.Create(state),
            SwarmCommand.Create(state),
            AgentCommand.Create(state),
            DoctorCommand.Create(state),
        };
        foreach (var option in root.Options)
        {
            option.Action = option switch
            {
                VersionOption => new PrintVersion(state),
                HelpOption { Action: SynchronousCommandLineAction help } => new HelpWithExitCodes(help, root, state),
                _ => option.Action,
            };
        }

        return root;
    }
}
