using System.CommandLine;
using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness swarm</c>.</summary>
internal static class SwarmCommand
{
    public static Command Create(GlobalState state)
    {
        var all = new Option<bool>("--all") { Description = "Also what harnesses made that still run, or ran on other machines." };
        var clean = new Command("clean", "Remove what sweeps that were killed left in the swarm: services, networks, secrets and containers with LoadLab's labels, and nothing else.") { all };
        clean.SetAction(async (parsed, cancellationToken) => (int)await CleanAsync(state, parsed.GetValue(all), cancellationToken).ConfigureAwait(false));
        return new Command("swarm", "Look after the Docker Swarm that profiles with 'deployment: swarm' use.") { clean };
    }

    private static async Task<ExitCode> CleanAsync(GlobalState state, bool all, CancellationToken cancellationToken)
    {
        using var cluster = SwarmCluster.FromEnvironment(state.Environment);
        await cluster.RequireAsync(cancellationToken).ConfigureAwait(false);
        var cleaner = new SwarmCleaner(cluster);
        try
        {
            var removed = all ? await cleaner.RemoveAllAsync(cancellationToken).ConfigureAwait(false) : await cleaner.RemoveEndedAsync(cancellationToken).ConfigureAwait(false);
            foreach (var one in removed)
            {
                state.Out.WriteLine($"removed {one.Kind} {one.Name}");
            }

            var kept = await cleaner.FindAsync(cancellationToken).ConfigureAwait(false);
            foreach (var one in kept)
            {
                state.Out.WriteLine($"kept {one.Kind} {one.Name}: {WhyKept(one)}");
            }

            if (removed.Count + kept.Count == 0)
            {
                state.Out.WriteLine("There is nothing of LoadLab's in the swarm.");
            }

            return ExitCode.Success;
        }
        catch (DockerException e)
        {
            throw new UserErrorException(ExitCode.TargetUnavailable, e.Message);
        }
    }

    private static string WhyKept(SwarmLeftover one) => one.Owner switch
    {
        null => "its label does not say who made it; --all removes it",
        { } owner when owner.IsAlive() == true => $"its harness (process {owner.Process.Pid}) still runs; end that, or use --all",
        { } owner => $"made by process {owner.Process.Pid} on {owner.Machine}, which may still run; clean there, or use --all",
    };
}
