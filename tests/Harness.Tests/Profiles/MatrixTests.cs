namespace LoadLab.Harness.Tests.Profiles;

public sealed class MatrixTests
{
    [Fact]
    public void Configurations_TwoAxes_AreEveryCombinationInOrder()
    {
        var profile = ProfileTexts.ReadMatrix("{ replicas: [1, 2], cpus: [0.5, 1], memory: [512M] }");

        Assert.Equal(["c01", "c02", "c03", "c04"], profile.Configurations.Select(configuration => configuration.Id));
        Assert.Equal(
            ["replicas=1 cpus=0.5", "replicas=1 cpus=1", "replicas=2 cpus=0.5", "replicas=2 cpus=1"],
            profile.Configurations.Select(configuration => configuration.Label));
        Assert.All(profile.Configurations, configuration => Assert.Equal(512L << 20, configuration.MemoryBytes));
    }

    [Fact]
    public void Configurations_IncludeWithoutAxes_AreThoseListed()
    {
        var profile = ProfileTexts.ReadMatrix(
            "{ include: [{ replicas: 1, memory: 2G, workers: 2 }, { replicas: 2, memory: 1G, workers: 2 }, { workers: 4, memory: 600M, replicas: 4 }] }",
            "{ WORKERS: \"{workers}\" }");

        Assert.Equal(
            [(1, 2L << 30, "2"), (2, 1L << 30, "2"), (4, 600L << 20, "4")],
            profile.Configurations.Select(configuration => (configuration.Replicas, configuration.MemoryBytes!.Value, configuration.Target.Environment["WORKERS"])));
        Assert.Equal("replicas=4 memory=600M workers=4", profile.Configurations[2].Label);
    }

    [Fact]
    public void Configurations_ExcludeByPart_LeavesTheOthers()
    {
        var profile = ProfileTexts.ReadMatrix(
            "{ cpus: [1, 2], batch: [{ size: 1 }, { size: 8, timeout: 5ms }], exclude: [{ cpus: 1.0, batch.timeout: 5ms }] }",
            "{ A: \"{batch.size}\", B: \"{batch.timeout}\" }");

        Assert.Equal(["cpus=1 batch.size=1", "cpus=2 batch.size=1", "cpus=2 batch.size=8 batch.timeout=5ms"], profile.Configurations.Select(configuration => configuration.Label));
        Assert.Equal([false, false, true], profile.Configurations.Select(configuration => configuration.Target.Environment.ContainsKey("B")));
    }

    [Fact]
    public void Configurations_MoreThanAHundred_HaveIdsOfOneLength()
    {
        var axis = string.Join(", ", Enumerable.Range(1, 120));

        var profile = ProfileTexts.ReadMatrix($"{{ replicas: [{axis}] }}");

        Assert.Equal("c001", profile.Configurations[0].Id);
        Assert.Equal("c120", profile.Configurations[^1].Id);
    }

    [Fact]
    public void Configurations_PlaceholderInPlaceOfANumber_IsRead()
    {
        var yaml = ProfileTexts.Matrix("{ users: [16, 32], scenario: [empty, predict] }")
            .Replace("copies: 4", "copies: \"{users}\"").Replace("scenario: predict, ", "scenario: \"{scenario}\", ");

        var profile = ProfileTexts.Read(yaml);

        Assert.Equal([16, 16, 32, 32], profile.Configurations.Select(configuration => ((Engine.LoadModels.KeepConstant)configuration.Load.Simulations[0]).Copies));
        Assert.Equal(["empty", "predict", "empty", "predict"], profile.Configurations.Select(configuration => configuration.Load.Scenario));
    }

    [Theory]
    [InlineData("{}", "is empty")]
    [InlineData("[1]", "must be a map of axes")]
    [InlineData("{ cpus: [] }", "is empty")]
    [InlineData("{ cpus: [0] }", "not between 0.01 and 1024 cores")]
    [InlineData("{ cpus: [fast] }", "'fast' is not a number")]
    [InlineData("{ replicas: [0] }", "not between 1 and 1000")]
    [InlineData("{ replicas: [1.5] }", "not a whole number")]
    [InlineData("{ memory: [600] }", "'600' has no unit: write 600M or 600G")]
    [InlineData("{ memory: [6X] }", "unknown unit 'X'")]
    [InlineData("{ memory: [1G, 1024M] }", "'memory=1024M' is in the list twice")]
    [InlineData("{ port: [1, 2] }", "no axis can have that name")]
    [InlineData("{ \"a b\": [1] }", "the name of an axis is letters")]
    [InlineData("{ replicas: [{ a: 1 }] }", "takes single values")]
    [InlineData("{ batch: [1, { size: 2 }] }", "mixes single values and maps")]
    [InlineData("{ cpus: [[1]] }", "must be a single value, and is a list")]
    [InlineData("{ mode: [a, b] }", "'{mode}' is used nowhere")]
    [InlineData("{ workers: [1, 2] }", "WORKERS: \"{workers}\"")]
    [InlineData("{ cpus: [1], exclude: [{ cpu: 1 }] }", "there is no axis 'cpu': did you mean 'cpus'?")]
    [InlineData("{ cpus: [1], exclude: [{ cpus: 2 }] }", "no configuration has cpus=2")]
    [InlineData("{ cpus: [1], exclude: [{ cpus: 1 }] }", "no configuration is left")]
    [InlineData("{ cpus: [1], exclude: cpus }", "must be a list")]
    [InlineData("{ cpus: [1], include: [{ cpus: 1.0 }] }", "is there already")]
    [InlineData("{ cpus: [1], replicas: [1], include: [{ cpus: 2 }] }", "gives no value for replicas")]
    [InlineData("{ cpus: [1], include: [{ cpu: 2 }] }", "there is no axis 'cpu'")]
    [InlineData("{ replicas: [1], include: [3] }", "must be a map of axes and values")]
    public void ReadText_MatrixMistake_IsToldWithTheWayToMendIt(string matrix, string expected) =>
        Assert.Contains(ProfileTexts.Errors(ProfileTexts.Matrix(matrix)), error => error.Contains("matrix") && error.Contains(expected));

    [Fact]
    public void ReadText_TooManyCells_SaysHowManyWithoutExpandingThem()
    {
        var axis = string.Join(", ", Enumerable.Range(1, 900));

        var error = Assert.Single(ProfileTexts.Errors(ProfileTexts.Matrix($"{{ replicas: [{axis}], workers: [{axis}], a: [{axis}], b: [{axis}], c: [{axis}], d: [{axis}], e: [{axis}] }}")));

        Assert.Contains("478,296,900,000,000,000,000 configurations (900 × 900 × 900 × 900 × 900 × 900 × 900), and 10,000 are the most", error);
    }

    [Theory]
    [InlineData("{ A: \"{worker}\" }", "there is no axis for {worker}: did you mean 'workers'?")]
    [InlineData("{ A: \"{batch}\", B: \"{workers}\" }", "{batch} has parts: write {batch.size} or {batch.timeout}")]
    [InlineData("{ A: \"{workers}\", B: \"t={batch.timeout}\", C: \"{batch.size}\" }", "{batch.timeout} has no value where workers=1 batch.size=1")]
    [InlineData("{ A: {workers}, B: \"{batch.size}{batch.timeout}\" }", "a placeholder must stand in quotes: \"{workers}\"")]
    public void ReadText_PlaceholderMistake_IsToldWithTheWayToMendIt(string environment, string expected) =>
        Assert.Contains(
            ProfileTexts.Errors(ProfileTexts.Matrix("{ workers: [1, 2], batch: [{ size: 1 }, { size: 8, timeout: 5ms }] }", environment)),
            error => error.Contains(expected));

    [Fact]
    public void ReadText_PlaceholderWithoutMatrix_SaysThatThereIsNone() =>
        Assert.Contains(ProfileTexts.Errors(ProfileTexts.Smallest, "target.environment.A=\"{workers}\""), error => error.Contains("the profile has no matrix"));

    [Fact]
    public void ReadText_DeployersPlaceholders_AreLeftForIt()
    {
        var target = ProfileTexts.Read(ProfileTexts.Smallest, "target.environment.A=\"{port}-{replica}\"").Configurations[0].Target;

        Assert.Equal("{port}-{replica}", target.Environment["A"]);
        Assert.Contains(ProfileTexts.Errors(ProfileTexts.Smallest, "target.ready.path=\"/{port}\""), error => error.Contains("there is no axis for {port}"));
    }

    [Fact]
    public void ReadText_LimitsOnAnExternalTarget_AreRefused()
    {
        var yaml = ProfileTexts.Matrix("{ cpus: [1, 2] }").Replace("{ deployment: local, environment: {} }", "{ deployment: external, urls: [http://127.0.0.1] }");

        Assert.Contains("'cpus' cannot be set on an external target", Assert.Single(ProfileTexts.Errors(yaml)));
    }

    [Fact]
    public void ReadText_PortsBeyondTheLast_AreRefused()
    {
        var errors = ProfileTexts.Errors(ProfileTexts.Matrix("{ replicas: [1, 4] }"), "target.port=65533");

        Assert.Contains("4 replicas from port 65533 on go beyond 65535", Assert.Single(errors));
    }
}
