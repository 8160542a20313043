using System.CommandLine;
using LoadLab.Benchmarks.Cli;
using LoadLab.Benchmarks.Experiments;

namespace LoadLab.Benchmarks.Users;

/// <summary><c>users</c>: ten thousand users with think time on one loop.</summary>
internal sealed class UsersExperiment : IExperiment
{
    public Command CreateCommand(Workbench bench)
    {
        var users = new Option<int>("--users") { Description = "Users in the end. Default: 10000.", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var step = new Option<int>("--step") { Description = "Users added at a time. Default: 500.", HelpName = "N", DefaultValueFactory = _ => 500 };
        var stepSeconds = new Option<int>("--step-seconds") { Description = "Between two steps. Default: 2.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var think = new Option<double[]>("--think") { Description = "Least and longest think time in seconds. Default: 4 9.", HelpName = "S", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [4, 9] };
        var hold = SharedOptions.Seconds(90);
        var figure = new Option<string?>("--figure") { Description = "Draw users, memory and CPU over time: DIR/users.svg and DIR/users.png.", HelpName = "DIR" };
        var write = SharedOptions.Write();
        var command = new Command("users", "Users added step by step: are all alive and punctual, and is memory flat?") { users, step, stepSeconds, think, hold, figure, write };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var between = parsed.GetValue(think)!;
            var plan = new UsersPlan(parsed.GetValue(users), parsed.GetValue(step), parsed.GetValue(stepSeconds), parsed.GetValue(hold), between[0], between[1]);
            var session = new UsersSession(bench, plan);
            await bench.PublishAsync(await session.RunAsync(parsed.GetValue(figure), cancellationToken).ConfigureAwait(false), parsed.GetValue(write)).ConfigureAwait(false);
        });
        return command;
    }
}
