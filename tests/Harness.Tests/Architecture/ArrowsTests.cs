namespace LoadLab.Harness.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md, held against the compiled code: signatures and method bodies alike.</summary>
public sealed class ArrowsTests
{
    private const string Harness = "LoadLab.Harness";

    /// <summary>Room → the rooms it may use besides itself, the engine and the types at the harness's root.</summary>
    public static TheoryData<string, string[]> Rooms => new()
    {
        { "Profiles", [] },
        { "Results", ["Profiles"] },
        { "Analysis", ["Profiles", "Results"] },
        { "Reporting", ["Analysis", "Profiles", "Results"] },
        { "Agents", ["Machines", "Profiles", "Results"] },
        { "Deployment", ["Agents", "Profiles", "Results"] },
        { "UserCode", [] },
        { "Machines", [] },
        { "Experiments", ["Agents", "Deployment", "Machines", "Profiles", "Results", "UserCode"] },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void HarnessRoom_UsesOnlyRoomsItsArrowsAllow(string room, string[] allowed)
    {
        var used = TypeReferences.FromNamespace(typeof(ExitCode).Assembly, $"{Harness}.{room}")
            .Where(name => name.StartsWith($"{Harness}.", StringComparison.Ordinal))
            // A type at the root has no room: its own name is the only part left.
            .Select(name => name[(Harness.Length + 1)..].Split('.') is { Length: > 1 } parts ? parts[0] : "")
            .Distinct();

        Assert.Empty(used.Except([.. allowed, room, ""]));
    }

    [Fact]
    public void Engine_UsesNothingOfLoadLabBeyondItself() =>
        Assert.Equal([], LoadLabReferences(typeof(Engine.LoadResult).Assembly));

    [Fact]
    public void Scenarios_UseTheEngineAlone() =>
        Assert.Equal(["LoadLab.Engine"], LoadLabReferences(typeof(LoadLab.Scenarios.Workload).Assembly));

    [Fact]
    public void Harness_NeverReferencesTheTarget() =>
        Assert.Empty(LoadLabReferences(typeof(ExitCode).Assembly).Except(["LoadLab.Engine", "LoadLab.Scenarios"]));

    [Fact]
    public void Experiments_NeverSeeASocket() =>
        Assert.DoesNotContain(
            TypeReferences.FromNamespace(typeof(ExitCode).Assembly, $"{Harness}.Experiments"),
            name => name.StartsWith("System.Net.Sockets", StringComparison.Ordinal));

    [Fact]
    public void AgentsProtocol_KnowsNoOtherRoom() =>
        Assert.DoesNotContain(
            TypeReferences.FromNamespace(typeof(ExitCode).Assembly, $"{Harness}.Agents.Protocol"),
            name => name.StartsWith("LoadLab.", StringComparison.Ordinal)
                && !name.StartsWith($"{Harness}.Agents.Protocol.", StringComparison.Ordinal));

    [Fact]
    public void EngineLoadModels_KnowNoOtherRoomOfTheEngine() =>
        Assert.DoesNotContain(
            TypeReferences.FromNamespace(typeof(Engine.LoadResult).Assembly, "LoadLab.Engine.LoadModels"),
            name => name.StartsWith("LoadLab.Engine.", StringComparison.Ordinal)
                && !name.StartsWith("LoadLab.Engine.LoadModels.", StringComparison.Ordinal));

    private static string[] LoadLabReferences(System.Reflection.Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("LoadLab.", StringComparison.Ordinal) || name == "target-api")
            .Order(StringComparer.Ordinal)];
}
