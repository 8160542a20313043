using System.CommandLine;
using System.Text.Json;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Profiles.Schema;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness profile</c>.</summary>
internal static class ProfileCommand
{
    private static readonly JsonSerializerOptions ConfigurationJson = new(ResultJson.Options) { Converters = { new WholeStageConverter() } };

    public static Command Create(GlobalState state) => new("profile", "Check profiles and see what they mean.")
    {
        Validate(state),
        Expand(state),
        Print(state, "schema", "Print the JSON Schema of a profile, for editors.", () => JsonSchemaWriter.Write().ToJsonString(ResultJson.Options)),
        Print(state, "reference", "Print all keys of a profile as Markdown.", ReferenceWriter.Write),
    };

    private static Command Validate(GlobalState state)
    {
        var files = new Argument<string[]>("FILE") { Description = "Profiles to check.", Arity = ArgumentArity.OneOrMore };
        var set = Set();
        var command = new Command("validate", "Check profiles and list every mistake.") { files, set };
        command.SetAction(parsed => (int)ValidateAll(parsed.GetValue(files)!, parsed.GetValue(set)!, state));
        return command;
    }

    private static Command Expand(GlobalState state)
    {
        var file = new Argument<string>("FILE") { Description = "The profile to expand." };
        var json = new Option<bool>("--json") { Description = "Print the configurations as JSON, with every placeholder filled in." };
        var set = Set();
        var command = new Command("expand", "Print the configurations that a profile measures.") { file, json, set };
        command.SetAction(parsed =>
        {
            var profile = Read(parsed.GetValue(file)!, parsed.GetValue(set)!, state);
            if (parsed.GetValue(json))
            {
                state.Out.WriteLine(JsonSerializer.Serialize(profile.Configurations, ConfigurationJson));
            }
            else
            {
                ConfigurationTable.Write(profile, state.Out);
            }
        });
        return command;
    }

    private static Command Print(GlobalState state, string name, string description, Func<string> text)
    {
        var command = new Command(name, description);
        command.SetAction(_ => state.Out.WriteLine(text().TrimEnd()));
        return command;
    }

    private static Option<string[]> Set() =>
        new("--set") { Description = "Change a value first, such as --set trials.repeats=5. May be repeated.", HelpName = "PATH=VALUE", DefaultValueFactory = _ => [] };

    private static ExitCode ValidateAll(string[] files, string[] overrides, GlobalState state)
    {
        var mistakes = new List<ProfileError>();
        foreach (var file in files)
        {
            try
            {
                var profile = Read(file, overrides, state);
                state.Out.WriteLine($"{file}: ok, {ConfigurationTable.Summary(profile)}");
            }
            catch (ProfileException error)
            {
                mistakes.AddRange(error.Errors);
            }
        }

        return mistakes.Count == 0 ? ExitCode.Success : throw new ProfileException(mistakes);
    }

    /// <summary>Messages name the file as the user did, wherever this process stands.</summary>
    private static ProfileConfig Read(string file, string[] overrides, GlobalState state)
    {
        var path = Path.GetFullPath(file, state.WorkingDirectory);
        try
        {
            return ProfileReader.ReadFile(path, overrides);
        }
        catch (ProfileException error)
        {
            throw new ProfileException([.. error.Errors.Select(mistake => mistake.File == path ? mistake with { File = file } : mistake)]);
        }
    }
}
