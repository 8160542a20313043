using System.CommandLine;
using System.CommandLine.Invocation;

namespace LoadLab.Harness.Cli;

/// <summary>The usual help; that of the whole program ends with the exit codes.</summary>
internal sealed class HelpWithExitCodes(SynchronousCommandLineAction help, RootCommand root, GlobalState state) : SynchronousCommandLineAction
{
    private static readonly (ExitCode Code, string Meaning)[] Meanings =
    [
        (ExitCode.Success, "success"),
        (ExitCode.InternalError, "something unforeseen inside LoadLab: please report it"),
        (ExitCode.Usage, "the command line cannot be understood"),
        (ExitCode.InvalidProfile, "the profile or another input file has mistakes"),
        (ExitCode.TrialsFailed, "trials failed, or none gave a usable result"),
        (ExitCode.TargetUnavailable, "the target could not be deployed or reached, or Docker refused"),
        (ExitCode.ReportFolder, "the report folder, or an image file, cannot be written or read, or is of a newer version"),
        (ExitCode.MissingPrerequisite, "something is missing on this machine: see harness doctor"),
        (ExitCode.Interrupted, "stopped by Ctrl-C or SIGTERM; what was measured is kept"),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command == root)
        {
            state.Out.WriteLine("Exit codes:");
            foreach (var (code, meaning) in Meanings)
            {
                state.Out.WriteLine($"  {(int)code,3}  {meaning}");
            }
        }

        return result;
    }
}
