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
    public void Read_EmptyVariable_CountsAsNotSet() => Assert.Equal(8000, ReadGood(Models, ("PORT", ""), ("REDIS_URL", ""), ("DATABASE_URL", "")).Port);

    [Fact]
    public void Read_HarmlessValuesOfLaterSettings_AreTaken() =>
        ReadGood(Models, ("MODEL_SOURCE", "memory"), ("USE_BATCH_PROCESSING", "false"), ("BATCH_SIZE", "1"), ("EXECUTION_PROVIDER", "CPU"));

    [Fact]
    public void Read_ManyMistakes_ListsThemAll()
    {
        IReadOnlyList<string> errors = Errors(
            Models,
            ("PORT", "70000"),
            ("WORKERS", "two"),
            ("HOST", "nowhere.example"),
            ("MODEL", "covertype-mpl"),
            ("EXECUTION_PROVIDER", "tpu"),
            ("DATABASE_POOLING", "perhaps"),
            ("BATCH_SIZE", "0"));
        Assert.Equal(
            [
                "HOST=nowhere.example: an IP address, localhost or * is needed",
                "PORT=70000: a whole number from 0 to 65535 is needed",
                "WORKERS=two: a whole number from 1 to 64 is needed",
                "EXECUTION_PROVIDER=tpu: must be one of cpu, cuda",
                "DATABASE_POOLING=perhaps: true or false is needed",
                "BATCH_SIZE=0: a whole number from 1 to 1024 is needed",
                $"MODEL=covertype-mpl: there is no model \"covertype-mpl\": give a path to an .onnx file, or one of covertype-forest, covertype-mlp, digits-cnn (in {TargetFolder.Models})",
            ],
            errors.Order(Comparer<string>.Create((a, b) => Rank(a).CompareTo(Rank(b)))));
    }

    [Theory]
    [InlineData("EXECUTION_PROVIDER", "gpu", "EXECUTION_PROVIDER=gpu: must be one of cpu, cuda")]
    [InlineData("EXECUTION_PROVIDER", "1", "EXECUTION_PROVIDER=1: must be one of cpu, cuda")]
    [InlineData("COLUMNS_SOURCE", "database-per-request", "COLUMNS_SOURCE=database-per-request: DATABASE_URL is needed, such as postgresql://user:password@localhost:5432/features")]
    [InlineData("DATABASE_URL", "postgresql://u:secret@h:x/d", "DATABASE_URL: the port is no number from 1 to 65535 (in a password, @ : / and ? are written %40 %3A %2F %3F)")]
    [InlineData("DATABASE_TIMEOUT", "0", "DATABASE_TIMEOUT: more than zero is needed")]
    [InlineData("MODEL_SOURCE", "registry", "MODEL_SOURCE=registry: must be one of memory, registry-cached, registry-per-request")]
    [InlineData("IMAGE_MAX_PIXELS", "0", "IMAGE_MAX_PIXELS=0: a whole number from 1 to 1073741824 is needed")]
    [InlineData("DATABASE_POOLING", "maybe", "DATABASE_POOLING=maybe: true or false is needed")]
    [InlineData("BATCH_TIMEOUT", "soon", "BATCH_TIMEOUT=soon: a duration up to an hour is needed, such as 2, 2.5s or 5ms")]
    [InlineData("BATCH_TIMEOUT", "-1", "BATCH_TIMEOUT=-1: a duration up to an hour is needed, such as 2, 2.5s or 5ms")]
    [InlineData("BATCH_TIMEOUT", "2h", "BATCH_TIMEOUT=2h: a duration up to an hour is needed, such as 2, 2.5s or 5ms")]
    public void Read_Mistake_SaysWhatIsAllowed(string name, string value, string message) =>
        Assert.Equal(message, Assert.Single(Errors(Models, (name, value))));

    [Fact]
    public void Read_ImageModelThatIsNotThere_SaysWhatIs()
    {
        string error = Assert.Single(Errors(Models, ("IMAGE_MODEL", "digits")));
        Assert.StartsWith("IMAGE_MODEL=digits: there is no model \"digits\"", error, StringComparison.Ordinal);
        Assert.Contains("digits-cnn", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("digits-cnn")]
    public void Read_ImageModel_IsTaken(string name) => Assert.Equal(name, ReadGood(Models, ("IMAGE_MODEL", name)).ImageModel);

    [Theory]
    [InlineData("2", 2000)]
    [InlineData("2.0", 2000)]
    [InlineData("2.5s", 2500)]
    [InlineData("5ms", 5)]
    [InlineData("0.5ms", 0.5)]
    [InlineData("1m", 60000)]
    public void Read_Duration_TakesUnits(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), ReadGood(Models, ("BATCH_TIMEOUT", text)).BatchTimeout);

    [Fact]
    public void Read_BatchesOfAModelForEachRequest_AreRefused() => Assert.Contains(
        Errors(Models, ("USE_BATCH_PROCESSING", "true"), ("MODEL_SOURCE", "registry-per-request")),
        e => e.StartsWith("USE_BATCH_PROCESSING=true: a model that is fetched for one request cannot run a batch of several", StringComparison.Ordinal));

    [Fact]
    public void Read_QueueShorterThanABatch_IsRefused() => Assert.Equal(
        "BATCH_QUEUE_LIMIT=3: no batch could ever fill, because fewer may wait than the 4 of BATCH_SIZE",
        Assert.Single(Errors(Models, ("USE_BATCH_PROCESSING", "true"), ("BATCH_QUEUE_LIMIT", "3"))));

    [Fact]
    public void Read_RedisWithoutItsAddress_IsRefused() => Assert.Equal(
        "REDIS_URL: needed where requests wait in Redis, such as redis://localhost:6379",
        Assert.Single(Errors(Models, ("BATCH_QUEUE", "redis"))));

    [Fact]
    public void Read_RedisMistakes_ListsThemAllAndHidesThePassword() => Assert.Equal(
        [
            "REDIS_URL: redis://[user:password@]host[:port][/database] is needed, or rediss:// for TLS",
            "REDIS_PREFIX=a b: 1 to 64 letters, digits, or any of : . _ - are needed",
            "JOB_LEASE: at least 100ms are needed",
            "JOB_TIMEOUT: a time above zero is needed",
        ],
        Errors(Models, ("BATCH_QUEUE", "redis"), ("REDIS_URL", "http://me:secret@h"), ("REDIS_PREFIX", "a b"), ("JOB_LEASE", "10ms"), ("JOB_TIMEOUT", "0")));

    private static int Rank(string error) =>
        Array.FindIndex(["HOST", "PORT", "WORKERS", "EXECUTION_PROVIDER", "DATABASE_POOLING", "BATCH_SIZE", "MODEL="], p => error.StartsWith(p, StringComparison.Ordinal));

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
