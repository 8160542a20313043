using System.Reflection;
using LoadLab.Engine.Scenarios;

namespace LoadLab.Harness.UserCode;

/// <summary>Whether an assembly was built for the engine that is here.</summary>
internal static class EngineVersion
{
    private static readonly AssemblyName Engine = typeof(ScenarioProps).Assembly.GetName();

    public static string Own => Engine.Version!.ToString(3);

    /// <exception cref="UserErrorException">It was built against another version, or without the engine.</exception>
    public static void ThrowIfAnother(Assembly assembly)
    {
        var reference = assembly.GetReferencedAssemblies().FirstOrDefault(name => name.Name == Engine.Name);
        if (reference is null)
        {
            throw new UserErrorException(ExitCode.InvalidProfile, $"{assembly.Location} does not use {Engine.Name}, so it holds no scenario (docs/scenarios.md says how to refer to it).");
        }

        // Below 1.0 a minor version may change the API, as semantic versioning allows.
        if (reference.Version is { } built && (built.Major, built.Minor) != (Engine.Version!.Major, Engine.Version.Minor))
        {
            throw new UserErrorException(ExitCode.InvalidProfile,
                $"{assembly.Location} was built against {Engine.Name} {built.ToString(3)}, and this is {Own}: build it again with this version's assembly.");
        }
    }
}
