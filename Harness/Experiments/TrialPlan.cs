using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Experiments;

/// <summary>All trials of a profile in the order in which they are run: the same profile always gives the same plan.</summary>
internal static class TrialPlan
{
    // Start of a target, readiness, drain and teardown; only for the estimate shown to a user.
    private static readonly TimeSpan Overhead = TimeSpan.FromSeconds(3);

    /// <summary>Every configuration once, then again: a drift of the machine spreads over all instead of falling on the last.</summary>
    public static IReadOnlyList<PlannedTrial> Create(ProfileConfig profile)
    {
        var random = new Random(profile.Trials.Seed);
        var plan = new List<PlannedTrial>();
        for (var repeat = 1; repeat <= profile.Trials.Repeats; repeat++)
        {
            foreach (var configuration in OrderOf(profile, random))
            {
                plan.Add(new PlannedTrial($"{configuration.Id}-r{repeat}", configuration, repeat, plan.Count + 1));
            }
        }

        return plan;
    }

    /// <summary>About how long a trial takes; null where its length depends on the target.</summary>
    public static TimeSpan? Estimate(PlannedTrial trial)
    {
        var load = trial.Configuration.Load;
        return load.Simulations.Count > 0 && LoadPlan.Create(load.Simulations, seed: 0).Duration is { } measured ? load.WarmUp + measured + Overhead : null;
    }

    /// <summary>About how long these trials take; null where one cannot be estimated.</summary>
    public static TimeSpan? Estimate(IEnumerable<PlannedTrial> trials) =>
        trials.Select(Estimate).Aggregate((TimeSpan?)TimeSpan.Zero, (sum, one) => sum + one);

    private static Configuration[] OrderOf(ProfileConfig profile, Random random)
    {
        var configurations = profile.Configurations.ToArray();
        if (profile.Trials.Order == TrialOrder.Shuffled)
        {
            random.Shuffle(configurations);
        }

        return configurations;
    }
}
