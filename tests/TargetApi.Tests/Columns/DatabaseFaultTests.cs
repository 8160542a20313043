using System.Net;
using System.Text.Json;
using LoadLab.TargetApi.Tests.Features;

namespace LoadLab.TargetApi.Tests.Columns;

/// <summary>The service with its column names in a real database that goes away and comes back; a server for each test.</summary>
public sealed class DatabaseFaultTests
{
    [PostgresTheory]
    [InlineData("database-cached")]
    [InlineData("database-per-request")]
    public async Task Start_DatabaseDown_WaitsUntilItIsUp(string source)
    {
        await using PostgresServer server = await PostgresServer.Create();
        using TargetProcess target = await TargetProcess.StartUnready(("COLUMNS_SOURCE", source), ("DATABASE_URL", server.Url));
        await target.ReadyzSays($"the database postgres at 127.0.0.1:{server.Port} cannot be reached");
        (int status, _) = await target.Post("/predict", Bodies.Features(Bodies.Row(54)));
        Assert.Equal(503, status);
        await server.StartProcess();
        Assert.Equal(0, (await TargetProcess.RunVerb("columns", ("DATABASE_URL", server.Url))).Code);
        await target.BecomesReady();
        Assert.Equal(200, (await target.Post("/predict", Bodies.Features(Bodies.Row(54)))).Status);
    }

    [PostgresTheory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Predict_DatabaseGoesAndReturns_Is503UntilThen(string pooling)
    {
        await using PostgresServer server = await StartFilled();
        using TargetProcess target = await StartPerRequest(server, ("DATABASE_POOLING", pooling));
        await Parallel.ForAsync(0, 40, async (_, _) => Assert.Equal(200, (await target.Post("/predict", Bodies.Features(Bodies.Row(54)))).Status));
        await server.Stop();

        // Without any traffic.
        await target.ReadyzSays("the database postgres at 127.0.0.1");
        using HttpResponseMessage response = await target.Client.PostAsync("/predict", new StringContent(Bodies.Features(Bodies.Row(54))));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        await server.StartProcess();
        await target.BecomesReady();
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(200, (await target.Post("/predict", Bodies.Features(Bodies.Row(54)))).Status);
        }

        Assert.DoesNotContain("Exception", target.Output, StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Predict_DatabaseFrozen_Is503AndRecovers(string pooling)
    {
        await using PostgresServer server = await StartFilled();
        using TargetProcess target = await StartPerRequest(server, ("DATABASE_POOLING", pooling), ("DATABASE_TIMEOUT", "500ms"));
        await server.Freeze();
        try
        {
            (int Status, JsonElement Body)[] answers =
                await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => target.Post("/predict", Bodies.Features(Bodies.Row(54)))));
            Assert.All(answers, answer => Assert.Equal(503, answer.Status));
            Assert.All(answers, answer => Assert.Contains("did not answer within 0.5 s", answer.Body.GetProperty("detail").GetString(), StringComparison.Ordinal));
            await target.ReadyzSays("did not answer within 0.5 s");
        }
        finally
        {
            await server.Thaw();
        }

        await target.BecomesReady();
        Assert.Equal(200, (await target.Post("/predict", Bodies.Features(Bodies.Row(54)))).Status);
    }

    [PostgresFact]
    public async Task Predict_CachedAndDatabaseGone_GoesOn()
    {
        await using PostgresServer server = await StartFilled();
        using TargetProcess target = await TargetProcess.Start(("COLUMNS_SOURCE", "database-cached"), ("DATABASE_URL", server.Url));
        await server.Stop();
        Assert.Equal(200, (await target.Post("/predict", Bodies.Features(Bodies.Row(54)))).Status);
        await target.BecomesReady();
    }

    [Fact]
    public async Task ColumnsVerb_NoDatabase_EndsWithItsOwnCode()
    {
        (int code, string output) = await TargetProcess.RunVerb("columns", ("DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/features"));
        Assert.Equal((int)ExitCode.DependencyUnavailable, code);
        Assert.StartsWith("target-api: the database features at 127.0.0.1:1 cannot be reached: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ColumnsVerb_NoUrl_IsAMistakeInTheSettings()
    {
        (int code, string output) = await TargetProcess.RunVerb("columns");
        Assert.Equal((int)ExitCode.BadSettings, code);
        Assert.Contains("DATABASE_URL", output, StringComparison.Ordinal);
    }

    private static async Task<PostgresServer> StartFilled()
    {
        PostgresServer server = await PostgresServer.Start();
        await server.Name("covertype-mlp", ModelNames.Read());
        return server;
    }

    private static Task<TargetProcess> StartPerRequest(PostgresServer server, params (string Name, string Value)[] settings) =>
        TargetProcess.Start([("COLUMNS_SOURCE", "database-per-request"), ("DATABASE_URL", server.Url), .. settings]);
}
