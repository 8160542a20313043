using LoadLab.Benchmarks.Processes;
using LoadLab.Harness.Agents.Access;

namespace LoadLab.Benchmarks.Agents;

/// <summary>Starts a mode of this program as the harness is started.</summary>
internal static class CrowdProgram
{
    /// <summary>Collector, compilation and thread pool as the harness has them: they decide on much of what coordinating costs.</summary>
    private static string Settings => Path.Combine(AppContext.BaseDirectory, "harness.runtimeconfig.json");

    /// <param name="token">Goes by the environment, as agents are given it.</param>
    /// <param name="arguments">The mode and its options.</param>
    public static ProgramCall Call(string token, IReadOnlyList<string> arguments) => new("dotnet", ["exec", "--runtimeconfig", Settings, Repository.Self, .. arguments])
    {
        Environment = new Dictionary<string, string> { [AgentToken.Variable] = token },
    };
}
