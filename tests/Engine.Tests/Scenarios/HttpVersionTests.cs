using LoadLab.Engine.Scenarios;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using KestrelServer = LoadLab.Engine.Tests.Http.KestrelServer;
using ScenarioHttp = LoadLab.Engine.Scenarios.Http;

namespace LoadLab.Engine.Tests.Scenarios;

public sealed class HttpVersionTests
{
    [Fact]
    public async Task Send_Version2WithoutTls_SpeaksHttp2AtOnce()
    {
        await using var server = await KestrelServer.StartAsync();
        using var client = ScenarioHttp.CreateDefaultClient();

        var response = await ScenarioHttp.Send(client, ScenarioHttp.CreateRequest("GET", $"{server.Url}ok").WithVersion("2.0"));

        Assert.Equal(new Version(2, 0), response.Payload.Value.Version);
    }

    [Fact]
    public async Task Send_Version2ToAServerOfVersion1_FailsRatherThanFallsBack()
    {
        await using var server = await KestrelServer.StartAsync(HttpProtocols.Http1);
        using var client = ScenarioHttp.CreateDefaultClient();

        await Assert.ThrowsAsync<HttpRequestException>(
            () => ScenarioHttp.Send(client, ScenarioHttp.CreateRequest("GET", $"{server.Url}ok").WithVersion("2.0")));
    }
}
