using System.CommandLine;
using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Cli;

/// <summary>Tells what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageErrors
{
    public static ExitCode Print(ParseResult parsed, GlobalState state)
    {
        // After an unknown verb nothing that follows means anything.
        var unknown = parsed.UnmatchedTokens;
        var known = parsed.CommandResult.Command.Subcommands.Count == 0 ? unknown : unknown.Take(1);
        var messages = unknown.Count > 0
            ? known.Select(token => Unknown(token, parsed.CommandResult.Command))
            : parsed.Errors.Select(error => error.Message);
        foreach (var message in messages)
        {
            state.Error.WriteLine($"harness: {message}");
        }

        state.Error.WriteLine($"Try '{PathTo(parsed)} --help'.");
        return ExitCode.Usage;
    }

    private static string Unknown(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        List<string> candidates = [.. isOption ? command.Options.SelectMany(option => option.Aliases.Append(option.Name)) : command.Subcommands.Select(verb => verb.Name)];
        var name = isOption ? token.Split('=')[0] : token;
        var near = Suggestion.Nearest(name, candidates) is { } word ? $": did you mean '{word}'?" : "";
        return (isOption, candidates.Count) switch
        {
            (true, _) => $"unknown option '{name}'{near}",
            (false, 0) => $"'{token}' is one argument too many",
            _ => $"unknown verb '{token}'{(near.Length > 0 ? near : $": there are {string.Join(", ", candidates)}")}",
        };
    }

    private static string PathTo(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result.Command is not RootCommand; result = (System.CommandLine.Parsing.CommandResult)result.Parent!)
        {
            names.Insert(0, result.Command.Name);
        }

        return string.Join(' ', names.Prepend("harness"));
    }
}
