using System.Reflection;
using System.Reflection.Emit;
using LoadLab.Engine.Scenarios;
using LoadLab.Harness.Tests.Results;
using LoadLab.Harness.UserCode;

namespace LoadLab.Harness.Tests.UserCode;

public sealed class ScenarioAssemblyTests : IDisposable
{
    private static readonly string Own = typeof(UserScenarios).Assembly.Location;
    private static readonly Dictionary<string, string> NoSettings = [];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_Property_IsTheUsersScenarioOfTheSharedEngine()
    {
        using var assembly = Load(Own);

        ScenarioProps scenario = assembly.Find("property", [], NoSettings, 1);

        Assert.Equal(TimeSpan.Zero, scenario.WarmUpDuration);
        // Loaded apart: the user's own types are others than those of the process.
        Assert.NotSame(typeof(UserScenarios), scenario.Run!.Method.DeclaringType);
    }

    [Fact]
    public void Find_Method_IsGivenTargetsAndSettings()
    {
        using var assembly = Load(Own);

        var scenario = assembly.Find("method red 2", [new Uri("http://a"), new Uri("http://b")], new Dictionary<string, string> { ["colour"] = "red" }, 1);

        Assert.Equal(TimeSpan.FromSeconds(4), scenario.WarmUpDuration);
    }

    [Fact]
    public void Load_Again_BeginsWithFreshStatics()
    {
        using (var first = Load(Own))
        {
            first.Find("described 1 times", [], NoSettings, 1);
            first.Find("described 2 times", [], NoSettings, 1);
        }

        using var second = Load(Own);
        Assert.NotNull(second.Find("described 1 times", [], NoSettings, 1));
    }

    [Fact]
    public void Find_NoNameAndSeveral_ListsThem() => AssertFails(null, "choose one of property, method grey 0, described 1 times, no stages, no load");

    [Fact]
    public void Find_OneThatFails_SaysWhichMemberAndWhy() =>
        AssertFails("needy", "UserScenarios.Needy", "needs the setting 'must'", "--setting must=VALUE");

    [Fact]
    public void Find_UnknownName_ListsThem()
    {
        using var assembly = Load(Own);

        var error = Assert.Throws<UserErrorException>(() => assembly.Find("proprety", [], new Dictionary<string, string> { ["must"] = "x" }, 1));

        Assert.Contains("holds no scenario 'proprety'; there are property, method grey 0, described 1 times, needy x,", error.Message);
        Assert.DoesNotContain("hidden", error.Message);
        Assert.DoesNotContain("other", error.Message);
    }

    [Fact]
    public void Load_AssemblyWithoutScenarios_SaysWhatOneLooksLike() =>
        Assert.Contains("a public static method or property that returns ScenarioProps", Refused(typeof(LoadLab.Scenarios.Workload).Assembly.Location));

    [Fact]
    public void Load_AssemblyWithoutTheEngine_SaysSo() => Assert.Contains("does not use LoadLab.Engine", Refused(typeof(Assert).Assembly.Location));

    [Fact]
    public void Load_NoAssembly_SaysSo()
    {
        File.WriteAllText(_folder["text.dll"], "not code");

        Assert.Contains("it is not a .NET assembly", Refused(_folder["text.dll"]));
    }

    [Fact]
    public void Load_BuiltAgainstAnotherEngine_NamesBothVersions()
    {
        var message = Refused(BuildAgainst(new Version(9, 9, 0, 0)));

        Assert.Contains("was built against LoadLab.Engine 9.9.0", message);
        Assert.Contains($"this is {typeof(ScenarioProps).Assembly.GetName().Version!.ToString(3)}", message);
    }

    private void AssertFails(string? name, params string[] expected)
    {
        using var assembly = Load(Own);

        var error = Assert.Throws<UserErrorException>(() => assembly.Find(name, [], NoSettings, 1));

        Assert.Equal(ExitCode.InvalidProfile, error.ExitCode);
        Assert.All(expected, part => Assert.Contains(part, error.Message));
    }

    private static ScenarioAssembly Load(string path) => ScenarioAssembly.Load(path, Path.GetDirectoryName(path)!);

    private static string Refused(string path) => Assert.Throws<UserErrorException>(() => Load(path)).Message;

    /// <summary>An assembly with a type that derives from one of an engine of that version.</summary>
    private string BuildAgainst(Version version)
    {
        var engine = new PersistedAssemblyBuilder(new AssemblyName("LoadLab.Engine") { Version = version }, typeof(object).Assembly);
        var itsType = engine.DefineDynamicModule("LoadLab.Engine").DefineType("LoadLab.Engine.Thing", TypeAttributes.Public | TypeAttributes.Class);
        itsType.CreateType();
        var user = new PersistedAssemblyBuilder(new AssemblyName("user"), typeof(object).Assembly);
        user.DefineDynamicModule("user").DefineType("Own", TypeAttributes.Public | TypeAttributes.Class, itsType).CreateType();
        user.Save(_folder["user.dll"]);
        return _folder["user.dll"];
    }
}
