using System.CommandLine;
using LoadLab.Harness.Cli.Doctor;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create(GlobalState state)
    {
        var command = new Command("doctor", "Check what is installed, what works and how fast this machine sends.");
        command.SetAction(async (_, cancellationToken) => (int)await RunAsync(state, cancellationToken).ConfigureAwait(false));
        return command;
    }

    private static async Task<ExitCode> RunAsync(GlobalState state, CancellationToken cancellationToken)
    {
        var context = DoctorContext.FromProcess(state);
        var report = new DoctorReport(state.Out);
        report.Add(RuntimeChecks.DotNet());
        report.Add(await RuntimeChecks.NodeAsync(context, cancellationToken).ConfigureAwait(false));
        report.Add(await RuntimeChecks.NpmAsync(context, cancellationToken).ConfigureAwait(false));
        report.Add(RuntimeChecks.Assets(context));
        report.Add(TargetChecks.TargetApi(context));
        report.Add(TargetChecks.OnnxRuntime(context));
        report.Add(CgroupCheck.Run(context));
        report.Add(MachineChecks.Processors());
        report.Add(MachineChecks.EventLoops());
        report.Add(MachineChecks.OpenFiles(context));
        report.Add(MachineChecks.ClockSource(context));
        report.Add(OptionalChecks.Tls());
        foreach (var result in await DockerChecks.RunAsync(context, cancellationToken).ConfigureAwait(false))
        {
            report.Add(result);
        }

        report.Add(OptionalChecks.Chromium(context));
        report.Add(await GeneratorCheck.RunAsync(cancellationToken).ConfigureAwait(false));
        report.Conclude();
        return report.ExitCode;
    }
}
