using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Cli;

/// <summary>Prints what a sweep would do.</summary>
internal sealed class SweepPlanPrinter(TextWriter output)
{
    public void Print(ProfileConfig profile, IReadOnlyList<PlannedTrial> trials)
    {
        output.WriteLine($"{profile.Name}: {Quantity.Count(profile.Configurations.Count, "configuration")}, {Quantity.Count(trials.Count, "trial")} to run");
        foreach (var configuration in profile.Configurations)
        {
            output.WriteLine($"  {configuration.Id}  {string.Join(' ', configuration.Parameters.Select(pair => $"{pair.Key}={pair.Value}"))}".TrimEnd());
        }

        output.WriteLine($"Order ({profile.Trials.Order.ToString().ToLowerInvariant()}, seed {profile.Trials.Seed}): {string.Join(' ', trials.Select(trial => trial.Id))}");
        output.WriteLine(TrialPlan.Estimate(trials) is { } total
            ? $"Estimated time: {Quantity.Duration(total)}"
            : "Estimated time: not known, as a stage ends by a count of requests");
    }
}
