using System.Reflection;
using LoadLab.Engine;
using LoadLab.Engine.Scenarios;

namespace LoadLab.Harness.UserCode;

/// <summary>The user's assembly, loaded. Each loading begins with fresh statics, so that no trial finds what another left.</summary>
internal sealed class ScenarioAssembly : IDisposable
{
    private readonly string _path;
    private readonly string _dataFolder;
    private readonly ScenarioLoadContext _context;
    private readonly IReadOnlyList<ScenarioMember> _members;

    private ScenarioAssembly(string path, string dataFolder, ScenarioLoadContext context)
    {
        _path = path;
        _dataFolder = dataFolder;
        _context = context;
        var assembly = context.LoadFromAssemblyPath(path);
        EngineVersion.ThrowIfAnother(assembly);
        Identity = assembly.ManifestModule.ModuleVersionId;
        _members = ScenarioMember.In(assembly);
    }

    /// <summary>Another one for each change of the code; builds of the same code have the same.</summary>
    public Guid Identity { get; }

    /// <param name="path">Absolute path of the assembly.</param>
    /// <param name="dataFolder">Where the scenarios look for data files.</param>
    /// <exception cref="UserErrorException">It cannot be loaded, was built against another engine, or holds no scenario.</exception>
    public static ScenarioAssembly Load(string path, string dataFolder)
    {
        var context = new ScenarioLoadContext(path);
        try
        {
            var loaded = new ScenarioAssembly(path, dataFolder, context);
            return loaded._members.Count > 0 ? loaded : throw NoScenario(path);
        }
        catch (Exception error) when (error is BadImageFormatException or FileLoadException or FileNotFoundException or ReflectionTypeLoadException)
        {
            context.Unload();
            throw Wrong($"{path} cannot be loaded: {Reason(error)}");
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    /// <summary>The scenario of that name, or the only one.</summary>
    /// <exception cref="UserErrorException">There is none of that name, or no name and several scenarios; the message lists them.</exception>
    public ScenarioProps Find(string? name, IReadOnlyList<Uri> targets, IReadOnlyDictionary<string, string> settings, int seed)
    {
        var arguments = new ScenarioArguments { Targets = targets, Settings = settings, Seed = seed, Folder = _dataFolder };
        var described = _members.Select(member => Describe(member, arguments)).ToList();
        var found = described.Where(one => one.Scenario is { } scenario && (name is null || scenario.ScenarioName == name)).ToList();
        if (found is [{ Scenario: { } only }] && (name is not null || described.Count == 1))
        {
            return only;
        }

        // One that could not be described may be the one that is wanted.
        if (found.Count == 0 && described.Find(one => one.Failure is not null).Failure is { } failure)
        {
            throw Wrong(failure);
        }

        throw Wrong(Choice(name, [.. described.Select(one => one.Scenario).OfType<ScenarioProps>()], twins: name is not null && found.Count > 1));
    }

    public void Dispose() => _context.Unload();

    private (ScenarioProps? Scenario, string? Failure) Describe(ScenarioMember member, ScenarioArguments arguments)
    {
        try
        {
            return (member.Describe(arguments), null);
        }
        catch (Exception error)
        {
            return (null, error is MissingMemberException or TypeLoadException
                ? $"{member.Name} in {_path} was built against another version of LoadLab.Engine than this {EngineVersion.Own}: build it again. ({error.Message})"
                : $"{member.Name} in {_path} failed: {(error is LoadSetupException ? "" : error.GetType().Name + ": ")}{error.Message}{Where(error)}");
        }
    }

    private string Choice(string? name, IReadOnlyList<ScenarioProps> all, bool twins)
    {
        var names = string.Join(", ", all.Select(scenario => scenario.ScenarioName).Distinct());
        return name is null ? $"{_path} holds several scenarios: choose one of {names} (--scenario, or load.scenario)."
            : twins ? $"{_path} holds several scenarios named '{name}': give each a name of its own."
            : $"{_path} holds no scenario '{name}'; there {(all.Count == 1 ? "is" : "are")} {names}.";
    }

    /// <summary>The user's own line, where its symbols tell it.</summary>
    private static string Where(Exception error)
    {
        var line = error.StackTrace?.Split('\n').FirstOrDefault(frame =>
            frame.Contains(" in ", StringComparison.Ordinal) && !frame.Contains("at LoadLab.Engine.", StringComparison.Ordinal));
        return line is null ? "" : $" ({line.Trim()})";
    }

    private static string Reason(Exception error) => error switch
    {
        BadImageFormatException => "it is not a .NET assembly.",
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => first.Message,
        _ => error.Message,
    };

    private static UserErrorException NoScenario(string path) =>
        Wrong($"{path} holds no scenario: a public class needs a public static method or property that returns ScenarioProps and takes nothing or ScenarioArguments (docs/scenarios.md).");

    private static UserErrorException Wrong(string message) => new(ExitCode.InvalidProfile, message);
}
