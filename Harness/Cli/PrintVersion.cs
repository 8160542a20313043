using System.CommandLine;
using System.CommandLine.Invocation;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness --version</c>.</summary>
internal sealed class PrintVersion(GlobalState state) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        state.Out.WriteLine($"LoadLab {ProductVersion.Text}");
        return (int)ExitCode.Success;
    }
}
