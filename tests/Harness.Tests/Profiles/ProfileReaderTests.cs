using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Tests.Results;

namespace LoadLab.Harness.Tests.Profiles;

public sealed class ProfileReaderTests
{
    [Fact]
    public void ReadText_SmallestProfile_HasOneConfigurationAndTheDefaults()
    {
        var profile = ProfileTexts.Read(ProfileTexts.Smallest);

        var configuration = Assert.Single(profile.Configurations);
        Assert.Equal(("c01", "smallest", 1), (configuration.Id, configuration.Label, configuration.Replicas));
        Assert.Null(configuration.Cpus);
        Assert.Null(configuration.Target.Command);
        Assert.Equal("/metrics", configuration.Target.MetricsPath);
        Assert.Equal(new KeepConstant(4, TimeSpan.FromSeconds(10)), Assert.Single(configuration.Load.Simulations));
        Assert.Equal(new TrialsConfig { Repeats = 3, Order = TrialOrder.Shuffled, Seed = 42 }, profile.Trials);
        Assert.Equal(ObjectiveKind.MaximiseThroughput, profile.Objective.Kind);
        Assert.Null(profile.Slo);
        Assert.Equal(ProfileTexts.Smallest, profile.Yaml);
    }

    [Fact]
    public void ReadText_EveryKey_ReachesItsField()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["rows.csv"], "id\n1\n");
        Directory.CreateDirectory(folder["work"]);

        var profile = ProfileReader.ReadText(
            """
            name: every.key-1
            description: All of them
            target:
              deployment: local
              command: [./serve, "--port={port}", "--mode={mode}"]
              working_directory: work
              port: 9000
              environment: { MODE: "{mode}", SIZE: "{batch.size}", TIMEOUT: "{batch.timeout}", EMPTY: "" }
              ready: { path: /up, within: 1.5m }
              metrics: /stats
            matrix:
              replicas: [1, 2]
              workers: 2
              cpus: 0.5
              memory: 1G
              mode: [plain]
              batch: [{ size: 1 }, { size: 8, timeout: 5ms }]
              exclude: [{ replicas: 2, batch: { size: 1 } }]
              include: [{ replicas: 4, workers: 1, cpus: 2, memory: 600M, mode: fast, batch.size: 16 }]
            load:
              request:
                method: post
                path: "/predict?w={workers}"
                headers: { X-Mode: "{mode}" }
                body: '{"id": {{id}}, "mode": "{mode}", "other": {unknown}}'
                feed: { file: rows.csv, order: random }
              simulations:
                - inject: { rate: 10, interval: 2s, during: 3s }
                - ramping_inject: { rate: 11, during: 4s, arrivals: poisson }
                - inject_random: { min_rate: 1, max_rate: 5, during: 5s }
                - iterations_for_inject: { rate: 12, iterations: 100, arrivals: even }
                - ramping_constant: { copies: "{workers}", during: 6s }
                - keep_constant: { copies: 7, during: 500ms }
                - iterations_for_constant: { copies: 8, iterations: 200 }
                - pause: { during: 1s }
              think_time: { between: [4s, 9s] }
              warm_up: 5s
              connect_timeout: 250ms
              response_timeout: 1m
              loops: 2
              max_connections: 300
              http_version: 2
            agents: { count: 1 }
            trials: { repeats: 5, order: sequential, seed: 7 }
            slo: { p50: 10ms, p90: 20ms, p95: 30ms, p99: 250ms, p999: 1s, errors: 1%, throughput: 2000/s }
            objective: { minimise: cost }
            prices: { cpu_hour: 0.04, memory_gb_hour: 0.005, currency: EUR }
            """,
            folder.Path,
            []);

        Assert.Equal(4, profile.Configurations.Count);
        var first = profile.Configurations[0];
        Assert.Equal("replicas=1 workers=2 cpus=0.5 memory=1G mode=plain batch.size=1", Text(first));
        Assert.Equal("replicas=1 workers=2 cpus=0.5 memory=1G mode=plain batch.size=1", first.Label);
        Assert.Equal((1, 2, 0.5, 1L << 30), (first.Replicas, first.Workers, first.Cpus, first.MemoryBytes));
        Assert.Equal([folder["serve"], "--port={port}", "--mode=plain"], first.Target.Command);
        Assert.Equal(folder["work"], first.Target.WorkingDirectory);
        Assert.Equal(9000, first.Target.Port);
        Assert.Equal([("MODE", "plain"), ("SIZE", "1"), ("EMPTY", "")], first.Target.Environment.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(new ReadyConfig { Path = "/up", Within = TimeSpan.FromSeconds(90) }, first.Target.Ready);
        Assert.Equal("/stats", first.Target.MetricsPath);
        Assert.Equal("5ms", profile.Configurations[1].Target.Environment["TIMEOUT"]);
        Assert.Equal("replicas=4 workers=1 cpus=2 memory=600M mode=fast batch.size=16", Text(profile.Configurations[3]));
        Assert.Equal(600L << 20, profile.Configurations[3].MemoryBytes);

        var request = Assert.Single(first.Load.Requests);
        Assert.Equal(("POST", "/predict?w=2", "plain"), (request.Method, request.Path, request.Headers["X-Mode"]));
        Assert.Equal("""{"id": {{id}}, "mode": "plain", "other": {unknown}}""", request.Body);
        Assert.Equal(new FeedConfig(folder["rows.csv"], FeedOrder.Random), request.Feed);
        Assert.Equal(
            [
                new Inject(10, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)),
                new RampingInject(11, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)) { Arrivals = ArrivalProcess.Poisson },
                new InjectRandom(1, 5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)),
                new IterationsForInject(12, TimeSpan.FromSeconds(1), 100),
                new RampingConstant(2, TimeSpan.FromSeconds(6)),
                new KeepConstant(7, TimeSpan.FromMilliseconds(500)),
                new IterationsForConstant(8, 200),
                new Pause(TimeSpan.FromSeconds(1)),
            ],
            first.Load.Simulations);
        Assert.Equal(new ThinkTime(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9)), first.Load.ThinkTime);
        Assert.Equal(TimeSpan.FromSeconds(5), first.Load.WarmUp);
        Assert.Equal((TimeSpan.FromMilliseconds(250), TimeSpan.FromMinutes(1)), (first.Load.ConnectTimeout, first.Load.ResponseTimeout));
        Assert.Equal((2, 300), (first.Load.Loops, first.Load.MaxConnections));
        Assert.Equal(HttpProtocolVersion.Http2, first.Load.HttpVersion);
        Assert.Equal(new TrialsConfig { Repeats = 5, Order = TrialOrder.Sequential, Seed = 7 }, profile.Trials);
        Assert.Equal(
            new SloConfig
            {
                P50 = TimeSpan.FromMilliseconds(10),
                P90 = TimeSpan.FromMilliseconds(20),
                P95 = TimeSpan.FromMilliseconds(30),
                P99 = TimeSpan.FromMilliseconds(250),
                P999 = TimeSpan.FromSeconds(1),
                Errors = 0.01,
                Throughput = 2000,
            },
            profile.Slo);
        Assert.Equal(ObjectiveKind.MinimiseCost, profile.Objective.Kind);
        Assert.Equal(new PricesConfig { CpuHour = 0.04, MemoryGbHour = 0.005, Currency = "EUR" }, profile.Prices);
        Assert.Equal("All of them", profile.Description);
    }

    [Fact]
    public void ReadText_ExternalTarget_HasItsAddressesAndNoMetricsOfItsOwn()
    {
        var target = Assert.Single(ProfileTexts.Read(SampleResults.Profile).Configurations).Target;

        Assert.Equal([new Uri("http://127.0.0.1:8080")], target.Urls);
        Assert.Null(target.MetricsPath);
        Assert.Null(target.WorkingDirectory);
    }

    [Fact]
    public void ReadText_CommandInOneLine_IsSplitAndStartsInTheProfilesFolder()
    {
        var target = ReadTarget("{ deployment: local, command: \"python3 'my app.py' --port {port}\", metrics: none }");

        Assert.Equal(["python3", "my app.py", "--port", "{port}"], target.Command);
        Assert.Equal("/profiles", target.WorkingDirectory);
        Assert.Null(target.MetricsPath);
    }

    [Fact]
    public void ReadText_ThinkTimeAsOneTime_IsThatTimeAlways()
    {
        var profile = ProfileTexts.Read(ProfileTexts.Smallest, "load.think_time=2s");

        Assert.Equal(new ThinkTime(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)), profile.Configurations[0].Load.ThinkTime);
    }

    [Fact]
    public void ReadText_SeveralRequests_HasEachWithItsWeightAndFeed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["ids.csv"], "id\n1\n");
        var load = ProfileReader.ReadText(
            """
            name: several
            target: { deployment: local }
            matrix: { size: [3] }
            load:
              requests:
                - { path: "/items/{{id}}", feed: { file: ids.csv, order: unique }, weight: 3, name: one item }
                - { method: post, path: "/items?n={size}", body: '{"n": {size}, "x": {y}}' }
              simulations: [{ keep_constant: { copies: 4, during: 10s } }]
            """,
            folder.Path,
            []).Configurations[0].Load;

        Assert.Equal(["one item", "POST /items?n=3"], load.Requests.Select(request => request.Label));
        Assert.Equal([3, 1], load.Requests.Select(request => request.Weight));
        Assert.Equal(new FeedConfig(folder["ids.csv"], FeedOrder.Unique), load.Requests[0].Feed);
        Assert.Equal("{\"n\": 3, \"x\": {y}}", load.Requests[1].Body);
        Assert.Equal("one item + POST /items?n=3, 4 users for 10 s", Harness.Analysis.LoadText.Of(load));
    }

    [Fact]
    public void ReadText_TableThatFillsNothing_IsAMistake()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["ids.csv"], "id\n1\n");

        var error = Assert.Single(Assert.Throws<ProfileException>(() => ProfileReader.ReadText(
            """
            name: idle
            target: { deployment: local }
            load:
              request: { path: /items, body: x, feed: ids.csv }
              simulations: [{ keep_constant: { copies: 4, during: 10s } }]
            """,
            folder.Path,
            [])).Errors);

        Assert.Contains("load.request.feed: fills neither path nor body", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadStored_FeedIsGone_StillReads()
    {
        const string Yaml = """
            name: fed
            target: { deployment: local }
            load:
              request: { path: /predict, method: POST, feed: gone.jsonl }
              simulations: [{ keep_constant: { copies: 4, during: 10s } }]
            """;

        Assert.Equal("/nowhere/gone.jsonl", ProfileReader.ReadStored(Yaml, "/nowhere").Configurations[0].Load.Requests[0].Feed!.File);
        var error = Assert.Single(Assert.Throws<ProfileException>(() => ProfileReader.ReadText(Yaml, "/nowhere", [])).Errors);
        Assert.Equal("profile.yml:4:50: load.request.feed: there is no file /nowhere/gone.jsonl", error.ToString());
    }

    [Theory]
    [InlineData("keep_constant:copies=32,during=10s", 32, 10)]
    [InlineData("keep_constant:copies=32", 32, 10)]
    [InlineData(" keep_constant: during=1m, copies=5 ", 5, 60)]
    public void ReadSimulation_ShortForm_IsTheStage(string text, int copies, int seconds) =>
        Assert.Equal(new KeepConstant(copies, TimeSpan.FromSeconds(seconds)), ProfileReader.ReadSimulation(text));

    [Fact]
    public void ReadSimulation_RateAlone_IsPerSecondForTenSeconds() =>
        Assert.Equal(new Inject(2000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)), ProfileReader.ReadSimulation("inject:rate=2000"));

    [Fact]
    public void ReadSimulation_PoissonArrivals_AreThoseOfTheStage()
    {
        Assert.Equal(
            new Inject(2000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)) { Arrivals = ArrivalProcess.Poisson },
            ProfileReader.ReadSimulation("inject:rate=2000,during=5s,arrivals=poisson"));
        Assert.Equal(
            new IterationsForInject(20, TimeSpan.FromSeconds(1), 50) { Arrivals = ArrivalProcess.Poisson },
            ProfileReader.ReadSimulation("iterations_for_inject:arrivals=poisson,rate=20,iterations=50"));
    }

    [Theory]
    [InlineData("inject:rate=5,arrivals=poison", "'poison' is not one of even, poisson; did you mean 'poisson'?")]
    [InlineData("inject:rate=5,arrival=poisson", "did you mean 'arrivals'?")]
    [InlineData("keep_constant:copies=5,arrivals=poisson", "unknown key 'arrivals'")]
    [InlineData("keep_constan:copies=1", "did you mean 'keep_constant'?")]
    [InlineData("keep_constant:copis=1", "did you mean 'copies'?")]
    [InlineData("keep_constant:copies=1,durin=5s", "did you mean 'during'?")]
    [InlineData("keep_constant:copies=1,during=5", "'5' has no unit")]
    [InlineData("keep_constant:copies=0", "give at least one user")]
    [InlineData("keep_constant:copies", "write name:key=value")]
    [InlineData("keep_constant", "'copies' is missing")]
    [InlineData("", "there is no stage ''")]
    public void ReadSimulation_Mistake_SaysHowToMendIt(string text, string expected)
    {
        var error = Assert.Throws<ProfileException>(() => ProfileReader.ReadSimulation(text));

        Assert.Contains(expected, error.Message);
        Assert.Contains($"simulation '{text}'", error.Message);
    }

    [Fact]
    public void ReadFile_Misnamed_SuggestsTheFileThatIsThere()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["quick.yml"], ProfileTexts.Smallest);

        var error = Assert.Throws<ProfileException>(() => ProfileReader.ReadFile(folder["qick.yml"], []));

        Assert.Equal($"{folder["qick.yml"]}: there is no such file: did you mean 'quick.yml'?", error.Message);
        Assert.Equal("smallest", ProfileReader.ReadFile(folder["quick.yml"], []).Name);
    }

    [Fact]
    public void ReadFile_Folder_SaysSo()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("is a folder", Assert.Throws<ProfileException>(() => ProfileReader.ReadFile(folder.Path, [])).Message);
    }

    private static TargetConfig ReadTarget(string target) =>
        ProfileTexts.Read(ProfileTexts.Smallest.Replace("{ deployment: local }", target)).Configurations[0].Target;

    private static string Text(Configuration configuration) =>
        string.Join(' ', configuration.Parameters.Select(pair => $"{pair.Key}={pair.Value}"));
}
