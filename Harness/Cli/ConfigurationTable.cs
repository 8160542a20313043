using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Cli;

/// <summary>The configurations of a profile as aligned columns.</summary>
internal static class ConfigurationTable
{
    /// <summary>Such as "4 configurations × 3 repeats = 12 trials".</summary>
    public static string Summary(ProfileConfig profile)
    {
        var (configurations, repeats) = (profile.Configurations.Count, profile.Trials.Repeats);
        return $"{Count(configurations, "configuration")} × {Count(repeats, "repeat")} = {Count(configurations * repeats, "trial")}";
    }

    public static void Write(ProfileConfig profile, TextWriter output)
    {
        var keys = profile.Configurations.SelectMany(configuration => configuration.Parameters).Select(pair => pair.Key).Distinct().ToList();
        List<string[]> rows = [["id", .. keys], .. profile.Configurations.Select(configuration => Row(configuration, keys))];
        var widths = Enumerable.Range(0, keys.Count + 1).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        output.WriteLine();
        output.WriteLine($"{profile.Name}: {Summary(profile)}");
    }

    private static string[] Row(Configuration configuration, List<string> keys) =>
        [configuration.Id, .. keys.Select(key => configuration.Parameters.Where(pair => pair.Key == key).Select(pair => pair.Value).FirstOrDefault("-"))];

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
