namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>trials</c>.</summary>
internal static class TrialsReader
{
    public static TrialsConfig Read(SectionReader trials)
    {
        var defaults = new TrialsConfig();
        return new TrialsConfig
        {
            Repeats = trials.Integer("repeats") ?? defaults.Repeats,
            Order = (TrialOrder?)trials.Choice("order") ?? defaults.Order,
            Seed = trials.Integer("seed") ?? defaults.Seed,
        };
    }
}
