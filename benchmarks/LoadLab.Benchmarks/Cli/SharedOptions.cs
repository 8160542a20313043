using System.CommandLine;

namespace LoadLab.Benchmarks.Cli;

/// <summary>Options that several verbs have, with one name and one meaning.</summary>
internal static class SharedOptions
{
    public static Option<int> Seconds(int standard) =>
        AtLeastOne(new Option<int>("--seconds") { Description = $"Length of one run in seconds. Default: {standard}.", HelpName = "N", DefaultValueFactory = _ => standard });

    public static Option<int> Repetitions(int standard) =>
        AtLeastOne(new Option<int>("--repetitions") { Description = $"Runs of each. Default: {standard}.", HelpName = "N", DefaultValueFactory = _ => standard });

    public static Option<string?> Write() =>
        new("--write") { Description = "Write the report to this file as well.", HelpName = "FILE" };

    private static Option<int> AtLeastOne(Option<int> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value < 1)
            {
                result.AddError($"{option.Name}: {value} is too few, at least 1 is needed.");
            }
        });
        return option;
    }
}
