using System.Text.Json;
using LoadLab.TargetApi.Tests.Features;
using Npgsql;

namespace LoadLab.TargetApi.Tests.Columns;

/// <summary>The service with its column names in a real database that stays up.</summary>
public sealed class DatabaseColumnsTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private readonly PostgresServer _server = fixture.Server;

    [PostgresTheory]
    [InlineData("database-cached")]
    [InlineData("database-per-request")]
    public async Task Predict_NamesInAnotherOrder_PredictsTheSame(string source)
    {
        ExpectedAnswers expected = ExpectedAnswers.Of("covertype-mlp");
        await _server.Name("reversed", ModelNames.Read().Reverse());
        using TargetProcess target = await TargetProcess.Start(("COLUMNS_SOURCE", source), ("DATABASE_URL", _server.Url), ("COLUMNS_MODEL", "reversed"));
        float[][] rows = [.. expected.Rows[..20].Select(row => row.Reverse().ToArray())];
        (int status, JsonElement body) = await target.Post("/predict", Bodies.Features(JsonSerializer.Serialize(rows)));
        Assert.Equal(200, status);
        Assert.Equal(expected.Labels[..20], body.GetProperty("predictions").EnumerateArray().Select(v => v.GetInt64()));
        Assert.Equal(expected.Probabilities[3][2], body.GetProperty("probabilities")[3][2].GetDouble(), 2e-5);
        double asked = await target.Metric("""target_stage_seconds_count{endpoint="predict",stage="columns"}""");
        Assert.Equal(source == "database-cached" ? 0 : 1, asked);
    }

    [PostgresTheory]
    [InlineData("database-cached")]
    [InlineData("database-per-request")]
    public async Task Start_WrongNames_EndsWithTheReason(string source)
    {
        string[] names = ModelNames.Read();
        await _server.Name("too-few", names[1..]);
        await _server.Name("misspelt", [.. names[..53], "Soil_Type41"]);
        await AssertEnds(source, "too-few", "53 column names were found, the model takes 54 columns");
        await AssertEnds(source, "misspelt", "the model's column \"Soil_Type40\" is not among the column names found");
    }

    [PostgresFact]
    public async Task Predict_NamesSpoiltWhileRunning_Is502UntilTheyFitAgain()
    {
        string[] names = ModelNames.Read();
        await _server.Name("spoilt", names);
        using TargetProcess target = await StartPerRequest("spoilt");
        await _server.Name("spoilt", names[1..]);
        (int status, JsonElement body) = await target.Post("/predict", Bodies.Features(Bodies.Row(54)));
        Assert.Equal(502, status);
        Assert.Contains("53 column names were found", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await target.ReadyzSays("53 column names were found");
        await _server.Name("spoilt", names);
        await target.BecomesReady();
        Assert.Equal(200, (await target.Post("/predict", Bodies.Features(Bodies.Row(54)))).Status);
    }

    [PostgresFact]
    public async Task Predict_TableLocked_Is503WithinTheTimeout()
    {
        await _server.Name("locked", ModelNames.Read());
        using TargetProcess target = await StartPerRequest("locked", ("DATABASE_TIMEOUT", "300ms"), ("REQUEST_LOG", "structured"));
        await using (NpgsqlConnection connection = await _server.Connect())
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("LOCK TABLE model_columns IN ACCESS EXCLUSIVE MODE", connection);
            await command.ExecuteNonQueryAsync();
            (int status, JsonElement body) = await target.Post("/predict", Bodies.Features(Bodies.Row(54)));
            Assert.Equal(503, status);
            Assert.Contains("did not answer within 0.3 s", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
            await target.ReadyzSays("did not answer within 0.3 s");
        }

        await target.BecomesReady();
        Assert.Equal(200, (await target.Post("/predict", Bodies.Features(Bodies.Row(54)))).Status);

        // The time that the request waited in vain is in its log line.
        await Eventually.Is(() => target.Output.Contains("\"status\":503", StringComparison.Ordinal), () => target.Output);
        string line = target.Output.Split('\n').First(l => l.Contains("\"status\":503", StringComparison.Ordinal));
        Assert.True(JsonDocument.Parse(line).RootElement.GetProperty("stages_ms").GetProperty("columns").GetDouble() >= 200, line);
    }

    [PostgresTheory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Predict_PoolingOrNot_DecidesHowManySessionsTheDatabaseSees(string pooling)
    {
        const int Requests = 40;
        string database = "sessions_" + pooling;
        await _server.Execute($"CREATE DATABASE {database}");
        string url = _server.Url.Replace("/postgres?", $"/{database}?", StringComparison.Ordinal);
        Assert.Equal(0, (await TargetProcess.RunVerb("columns", ("DATABASE_URL", url))).Code);
        using TargetProcess target = await TargetProcess.Start(
            ("COLUMNS_SOURCE", "database-per-request"), ("DATABASE_URL", url), ("DATABASE_POOLING", pooling));
        for (int i = 0; i < Requests; i++)
        {
            Assert.Equal(200, (await target.Post("/predict", Bodies.Features(Bodies.Row(54)))).Status);
        }

        string sessions = $"SELECT sessions FROM pg_stat_database WHERE datname = '{database}'";
        if (pooling == "false")
        {
            await Eventually.Is(async () => await _server.Number(sessions) > Requests, () => "too few sessions");
            return;
        }

        // One of the verb, and those of the pool: requests one after the other need one, the probe may need another at the same time.
        Assert.InRange(await _server.Number(sessions), 1, 3);
        Assert.InRange(await _server.Number($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}'"), 1, 2);
    }

    [PostgresFact]
    public async Task Predict_NoConnectionLeft_Is503AndSaysSo()
    {
        await _server.Name("crowded", ModelNames.Read());
        using TargetProcess target = await StartPerRequest("crowded", ("DATABASE_POOLING", "false"));
        var taken = new List<NpgsqlConnection>();
        try
        {
            await Eventually.Is(
                async () =>
                {
                    await TakeAll(taken);
                    (int status, JsonElement body) = await target.Post("/predict", Bodies.Features(Bodies.Row(54)));
                    return status == 503 && body.GetProperty("detail").GetString()!.Contains("takes no more connections", StringComparison.Ordinal);
                },
                () => target.Output);
        }
        finally
        {
            foreach (NpgsqlConnection connection in taken)
            {
                await connection.DisposeAsync();
            }
        }

        await target.BecomesReady();
    }

    [PostgresFact]
    public async Task Start_NoTableYet_WaitsAndSaysSoOnce()
    {
        await _server.Execute("CREATE DATABASE empty");
        string url = _server.Url.Replace("/postgres?", "/empty?", StringComparison.Ordinal);
        using TargetProcess target = await TargetProcess.StartUnready(("COLUMNS_SOURCE", "database-cached"), ("DATABASE_URL", url));
        await target.ReadyzSays("has no table model_columns; target-api columns creates and fills it");
        (int status, _) = await target.Post("/predict", Bodies.Features(Bodies.Row(54)));
        Assert.Equal(503, status);
        Assert.Equal(0, (await TargetProcess.RunVerb("columns", ("DATABASE_URL", url), ("MODEL", "covertype-forest"))).Code);
        await target.ReadyzSays("names no columns for the model covertype-mlp");
        Assert.Equal(0, (await TargetProcess.RunVerb("columns", ("DATABASE_URL", url))).Code);
        await target.BecomesReady();
        Assert.Equal(1, target.Output.Split("has no table model_columns").Length - 1);
    }

    [PostgresFact]
    public async Task Start_DatabaseRefuses_WaitsAndNeverShowsThePassword()
    {
        using TargetProcess wrong = await TargetProcess.StartUnready(
            ("COLUMNS_SOURCE", "database-cached"), ("DATABASE_URL", _server.UrlFor("no-such-password")));
        await wrong.ReadyzSays("does not let the user loadlab in");
        Assert.DoesNotContain("no-such-password", wrong.Output, StringComparison.Ordinal);
        using TargetProcess missing = await TargetProcess.StartUnready(
            ("COLUMNS_SOURCE", "database-cached"), ("DATABASE_URL", _server.Url.Replace("/postgres?", "/nowhere?", StringComparison.Ordinal)));
        await missing.ReadyzSays($"there is no database nowhere at 127.0.0.1:{_server.Port}");
        Assert.DoesNotContain("s3cret", missing.Output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task ColumnsVerb_Twice_WritesOnce()
    {
        string url = $"Host=127.0.0.1;Port={_server.Port};Username={PostgresServer.User};Password={PostgresServer.Password};Database=postgres";
        (int code, string output) = await TargetProcess.RunVerb("columns", ("DATABASE_URL", url), ("COLUMNS_MODEL", "twice"));
        Assert.Equal(0, code);
        Assert.Equal($"target-api: wrote 54 column names of the model twice in table model_columns of database postgres at 127.0.0.1:{_server.Port}", output.Trim());
        (code, output) = await TargetProcess.RunVerb("columns", ("DATABASE_URL", url), ("COLUMNS_MODEL", "twice"));
        Assert.Equal(0, code);
        Assert.StartsWith("target-api: nothing to do, there are already 54 column names of the model twice", output, StringComparison.Ordinal);
        await using NpgsqlConnection connection = await _server.Connect();
        await using var command = new NpgsqlCommand("SELECT array_agg(name ORDER BY position) FROM model_columns WHERE model = 'twice'", connection);
        Assert.Equal(ModelNames.Read(), (string[])(await command.ExecuteScalarAsync())!);
    }

    [PostgresFact]
    public async Task ColumnsVerb_NothingToWrite_SaysWhy()
    {
        (int code, string output) = await TargetProcess.RunVerb("columns", ("DATABASE_URL", _server.Url), ("MODEL", TargetFolder.Fixture("regression.onnx")));
        Assert.Equal((int)ExitCode.ModelUnavailable, code);
        Assert.Contains("comes without column names", output, StringComparison.Ordinal);
    }

    private Task<TargetProcess> StartPerRequest(string model, params (string Name, string Value)[] settings) =>
        TargetProcess.Start([("COLUMNS_SOURCE", "database-per-request"), ("DATABASE_URL", _server.Url), ("COLUMNS_MODEL", model), .. settings]);

    private async Task AssertEnds(string source, string model, string reason)
    {
        (int code, string output) = await TargetProcess.RunToEnd(("COLUMNS_SOURCE", source), ("DATABASE_URL", _server.Url), ("COLUMNS_MODEL", model));
        Assert.Equal((int)ExitCode.ModelUnavailable, code);
        Assert.Equal("target-api: " + reason, output.Trim());
    }

    private async Task TakeAll(List<NpgsqlConnection> taken)
    {
        try
        {
            while (true)
            {
                taken.Add(await _server.Connect());
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            // Every place is taken.
        }
    }
}
