using System.Formats.Tar;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Tests.Deployment.Images;

/// <summary>What tests ask of the daemon of <c>DOCKER_HOST</c> and the product never does.</summary>
internal sealed class TestDaemon : IDisposable
{
    private readonly HttpClient _client = new(DockerTransport.CreateHandler(Host!)) { BaseAddress = DockerTransport.BaseAddress(Host!) };

    /// <summary>Null where the variable is not set.</summary>
    public static DockerHost? Host { get; } = Find();

    /// <summary>An image of one small file.</summary>
    public static Task BuildSmallestAsync(DockerApi docker, string name)
    {
        var build = new ImageBuild("Dockerfile", [name], new Dictionary<string, string>(), new Dictionary<string, string>());
        return docker.BuildImageAsync(build, WriteSmallestAsync, _ => { }, CancellationToken.None);
    }

    public async Task<string> StartContainerAsync(JsonObject specification)
    {
        using var created = await _client.PostAsJsonAsync("containers/create", specification);
        var answer = await created.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
        var id = (string)answer!["Id"]!;
        using var started = await _client.PostAsync($"containers/{id}/start", null);
        started.EnsureSuccessStatusCode();
        return id;
    }

    public async Task<JsonNode> StateAsync(string container) => (await _client.GetFromJsonAsync<JsonObject>($"containers/{container}/json"))!["State"]!;

    public async Task<JsonNode> ImageAsync(string name) => (await _client.GetFromJsonAsync<JsonObject>($"images/{name}/json"))!;

    public async Task RemoveContainerAsync(string id) => (await _client.DeleteAsync($"containers/{id}?force=1&v=1")).Dispose();

    public async Task RemoveImageAsync(string name) => (await _client.DeleteAsync($"images/{name}?force=1")).Dispose();

    public void Dispose() => _client.Dispose();

    private static async Task WriteSmallestAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
        var file = new MemoryStream("FROM scratch\nCOPY Dockerfile /\n"u8.ToArray());
        await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "Dockerfile") { DataStream = file }, cancellationToken);
    }

    private static DockerHost? Find()
    {
        var names = new[] { DockerHost.Variable, "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "HOME" };
        var environment = names.Where(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 }).ToDictionary(name => name, name => Environment.GetEnvironmentVariable(name)!);
        return environment.ContainsKey(DockerHost.Variable) ? DockerHost.FromEnvironment(environment) : null;
    }
}
