using System.Text;
using System.Text.Json.Nodes;
using LoadLab.Harness.Deployment.Images;

namespace LoadLab.Harness.Tests.Deployment.Images;

public sealed class RegistryCredentialsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HeaderFor_NoFile_IsNobody() => Assert.Equal("{}", HeaderFor(null, "registry.example").ToJsonString());

    [Fact]
    public void HeaderFor_AnotherRegistrysLogin_IsNobody() =>
        Assert.Equal("{}", HeaderFor($$"""{"auths": { "other.example": { "auth": "{{Base64("me:secret")}}" } }, "credsStore": "desktop"}""", "registry.example").ToJsonString());

    [Theory]
    [InlineData("registry.example:5000", "registry.example:5000")]
    [InlineData("https://registry.example/v1/", "registry.example")]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    public void HeaderFor_Login_IsUserAndPassword(string entry, string registry)
    {
        var header = HeaderFor($$"""{"auths": { "{{entry}}": { "auth": "{{Base64("me:sec:ret?>ü")}}" } } }""", registry);

        Assert.Equal(("me", "sec:ret?>ü", registry), ((string?)header["username"], (string?)header["password"], (string?)header["serveraddress"]));
    }

    [Fact]
    public void HeaderFor_IdentityToken_IsThatAlone()
    {
        var header = HeaderFor($$"""{"auths": { "registry.example": { "auth": "{{Base64("me:")}}", "identitytoken": "t" } } }""", "registry.example");

        Assert.Equal(["identitytoken", "serveraddress"], header.Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("""{"auths": {"registry.example": {}}, "credsStore": "desktop"}""", "docker-credential-desktop")]
    [InlineData("""{"credHelpers": {"registry.example": "ecr-login"}}""", "docker-credential-ecr-login")]
    public void HeaderFor_KeptByAProgram_SaysThatItIsNotRun(string config, string program)
    {
        var error = Assert.Throws<UserErrorException>(() => HeaderFor(config, "registry.example"));

        Assert.Equal(ExitCode.MissingPrerequisite, error.ExitCode);
        Assert.Contains(program, error.Message, StringComparison.Ordinal);
        Assert.Contains("docker push", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"auths": """)]
    [InlineData("""{"auths": []}""")]
    [InlineData("""{"auths": null}""")]
    [InlineData("""{"auths": {"registry.example": {"auth": "bWV!secret"}}}""")]
    [InlineData("""{"auths": {"registry.example": {"auth": "c2VjcmV0"}}}""")]
    public void HeaderFor_FileThatCannotBeUnderstood_SaysSoWithoutItsSecrets(string config)
    {
        var error = Assert.Throws<UserErrorException>(() => HeaderFor(config, "registry.example"));

        Assert.Equal(ExitCode.InvalidProfile, error.ExitCode);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private JsonObject HeaderFor(string? config, string registry)
    {
        var path = Path.Combine(_folder.Path, "config.json");
        if (config is not null)
        {
            File.WriteAllText(path, config);
        }

        var environment = new Dictionary<string, string> { [RegistryCredentials.Variable] = _folder.Path };
        var header = RegistryCredentials.FromEnvironment(environment).HeaderFor(registry);
        Assert.DoesNotContain('+', header);
        Assert.DoesNotContain('/', header);
        return JsonNode.Parse(Convert.FromBase64String(header.Replace('-', '+').Replace('_', '/')))!.AsObject();
    }
}
