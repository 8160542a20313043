using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Tests.Settings;

public sealed class SettingsReaderTests
{
    private static readonly (string Name, string Value) Models = ("MODELS_DIR", TargetFolder.Models);

    [Fact]
    public void Read_NothingSet_GivesDefaults()
    {
        TargetSettings settings = ReadGood(Models);
        Assert.Equal(("127.0.0.1", 8000, 1, "covertype-mlp", 1), (settings.Host, settings.Port, settings.Workers, settings.Model, settings.IntraOpThreads));
    }

    [Fact]
    public void Read_InAContainer_ListensOnEveryAddress() =>
        Assert.Equal("0.0.0.0", ReadGood(Models, ("DOTNET_RUNNING_IN_CONTAINER", "true")).Host);

    [Fact]
    public void Read_EmptyVariable_CountsAsNotSet() => Assert.Equal(8000, ReadGood(Models, ("PORT", ""), ("REDIS_URL", "")).Port);

    [Fact]
    public void Read_HarmlessValuesOfLaterSettings_AreTaken() =>
        ReadGood(Models, ("REQUEST_LOG", "off"), ("MODEL_SOURCE", "memory"), ("USE_BATCH_PROCESSING", "false"), ("BATCH_SIZE", "1"), ("EXECUTION_PROVIDER", "CPU"));

    [Fact]
    public void Read_ManyMistakes_ListsThemAll()
    {
        IReadOnlyList<string> errors = Errors(
            Models,
            ("PORT", "70000"),
            ("WORKERS", "two"),
            ("HOST", "nowhere.example"),
            ("MODEL", "covertype-mpl"),
            ("EXECUTION_PROVIDER", "cuda"),
            ("USE_BATCH_PROCESSING", "true"),
            ("BATCH_SIZE", "8"),
            ("MODEL_SOURCE", "registry-cached"));
        Assert.Equal(
            [
                "HOST=nowhere.example: an IP address, localhost or * is needed",
                "PORT=70000: a whole number from 0 to 65535 is needed",
                "WORKERS=two: a whole number from 1 to 64 is needed",
                "EXECUTION_PROVIDER=cuda: not in this version of the target API; use cpu",
                "MODEL_SOURCE=registry-cached: not in this version of the target API; unset it or set it to memory",
                "USE_BATCH_PROCESSING=true: not in this version of the target API; unset it or set it to false",
                "BATCH_SIZE=8: not in this version of the target API; unset it or set it to 1",
                $"MODEL=covertype-mpl: there is no model \"covertype-mpl\": give a path to an .onnx file, or one of covertype-forest, covertype-mlp (in {TargetFolder.Models})",
            ],
            errors.Order(Comparer<string>.Create((a, b) => Rank(a).CompareTo(Rank(b)))));
    }

    [Theory]
    [InlineData("EXECUTION_PROVIDER", "gpu", "EXECUTION_PROVIDER=gpu: must be one of cpu, cuda")]
    [InlineData("EXECUTION_PROVIDER", "1", "EXECUTION_PROVIDER=1: must be one of cpu, cuda")]
    [InlineData("REQUEST_LOG", "print", "REQUEST_LOG=print: not in this version of the target API; unset it or set it to off")]
    [InlineData("COLUMNS_SOURCE", "database-per-request", "COLUMNS_SOURCE=database-per-request: not in this version of the target API; unset it or set it to memory")]
    [InlineData("REDIS_URL", "redis://x", "REDIS_URL=redis://x: not in this version of the target API; unset it")]
    [InlineData("BATCH_TIMEOUT", "5ms", "BATCH_TIMEOUT=5ms: not in this version of the target API; unset it")]
    public void Read_Mistake_SaysWhatIsAllowed(string name, string value, string message) =>
        Assert.Equal(message, Assert.Single(Errors(Models, (name, value))));

    private static int Rank(string error) =>
        Array.FindIndex(["HOST", "PORT", "WORKERS", "EXECUTION_PROVIDER", "MODEL_SOURCE", "USE_BATCH", "BATCH_SIZE", "MODEL="], p => error.StartsWith(p, StringComparison.Ordinal));

    private static TargetSettings ReadGood(params (string Name, string Value)[] environment)
    {
        (TargetSettings settings, IReadOnlyList<string> errors) = Read(environment);
        Assert.Empty(errors);
        return settings;
    }

    private static IReadOnlyList<string> Errors(params (string Name, string Value)[] environment) => Read(environment).Errors;

    private static (TargetSettings Settings, IReadOnlyList<string> Errors) Read((string Name, string Value)[] environment) =>
        SettingsReader.Read(environment.ToDictionary(e => e.Name, e => e.Value));
}
