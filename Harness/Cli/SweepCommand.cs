using System.CommandLine;
using LoadLab.Harness.Experiments;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness sweep</c>.</summary>
internal static class SweepCommand
{
    private static readonly string[] Retries = ["failed", "invalid"];

    public static Command Create(GlobalState state)
    {
        var profile = new Option<string?>("--profile", "-p") { Description = "The profile to run (YAML). Not needed with --resume --out: the folder holds it.", HelpName = "FILE" };
        var output = new Option<string?>("--out", "-o") { Description = "The report folder. Default: reports/<name>-<date>-<time>.", HelpName = "DIR" };
        var resume = new Option<bool>("--resume") { Description = "Go on with an unfinished sweep: the one in --out, else the newest unfinished one of this profile under reports/." };
        var retry = new Option<string?>("--retry") { Description = "With --resume: measure again what failed, or what failed or is invalid. The earlier attempts are kept, and the report names them.", HelpName = "failed|invalid" }.AcceptOnlyFromAmong(Retries);
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the configurations, the trials and the time they will take, and run nothing." };
        var set = new Option<string[]>("--set") { Description = "Change a value of the profile, such as --set trials.repeats=5. May be repeated.", HelpName = "PATH=VALUE", DefaultValueFactory = _ => [] };
        var command = new Command("sweep", "Measure every configuration of a profile and write a report.") { profile, output, resume, retry, dryRun, set };
        var agents = new AgentsOptions();
        agents.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => (int)await new SweepSession(state).RunAsync(
            new SweepArguments
            {
                Profile = parsed.GetValue(profile),
                Out = parsed.GetValue(output),
                Resume = parsed.GetValue(resume),
                Retry = parsed.GetValue(retry) is { } which ? Enum.Parse<TrialRetry>(which, ignoreCase: true) : TrialRetry.None,
                DryRun = parsed.GetValue(dryRun),
                Set = parsed.GetValue(set) ?? [],
                Agents = agents.Read(parsed),
            },
            cancellationToken).ConfigureAwait(false));
        return command;
    }
}
