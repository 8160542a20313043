using System.Text;
using System.Text.Json;

namespace LoadLab.Harness.Deployment.Images;

/// <summary>Whom a push is made as: what <c>docker login</c> stored in <c>config.json</c>.</summary>
/// <param name="path">Of <c>config.json</c>; it need not be there.</param>
internal sealed class RegistryCredentials(string path)
{
    /// <summary>Environment variable with the folder of <c>config.json</c>.</summary>
    public const string Variable = "DOCKER_CONFIG";

    /// <summary>Where nobody is logged in: <c>{}</c>.</summary>
    private static readonly Dictionary<string, string> Nobody = [];

    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true, RespectNullableAnnotations = true };

    /// <summary>The file that the docker command uses.</summary>
    public static RegistryCredentials FromEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        var folder = environment.GetValueOrDefault(Variable) is { Length: > 0 } given ? given : Path.Combine(environment.GetValueOrDefault("HOME") ?? "/", ".docker");
        return new RegistryCredentials(Path.Combine(folder, "config.json"));
    }

    /// <summary>Value of the header <c>X-Registry-Auth</c>: JSON in URL-safe base64, https://docs.docker.com/reference/api/engine/version/v1.41/#section/Authentication.</summary>
    /// <exception cref="UserErrorException">The file cannot be read, or the credentials are in the keeping of another program.</exception>
    public string HeaderFor(string registry)
    {
        try
        {
            var values = File.Exists(path) ? Find(registry) : Nobody;
            return Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(values)).Replace('+', '-').Replace('/', '_');
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // Its own words could repeat a part of the secret.
            throw new UserErrorException(ExitCode.InvalidProfile, $"{path} cannot be understood: docker logout {registry} and docker login {registry} write its entry anew.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(ExitCode.InvalidProfile, $"{path} cannot be read: {e.Message}");
        }
    }

    private Dictionary<string, string> Find(string registry)
    {
        var config = JsonSerializer.Deserialize<DockerConfig>(File.ReadAllBytes(path), Json) ?? new DockerConfig();
        var helper = config.CredHelpers.FirstOrDefault(one => IsOf(one.Key, registry)).Value;
        var login = config.Auths.FirstOrDefault(one => IsOf(one.Key, registry)).Value;
        var values = login is null ? Nobody : Values(login, registry);
        // An empty entry is what docker login leaves behind where a program keeps the rest.
        if (login is not null && values.Count == 0)
        {
            helper ??= config.CredsStore;
        }

        return string.IsNullOrEmpty(helper) ? values : throw HelperNotRun(helper, registry);
    }

    private UserErrorException HelperNotRun(string helper, string registry) => new(ExitCode.MissingPrerequisite,
        $"The credentials for {registry} are kept by docker-credential-{helper} ({path}), and such programs are not run here: push with docker push, or docker login with a {Variable} whose config.json names no helper.");

    private static Dictionary<string, string> Values(DockerLogin login, string registry)
    {
        if (!string.IsNullOrEmpty(login.IdentityToken))
        {
            return new() { ["identitytoken"] = login.IdentityToken, ["serveraddress"] = registry };
        }

        var (user, password) = string.IsNullOrEmpty(login.Auth) ? (login.Username, login.Password) : Unpack(login.Auth);
        return string.IsNullOrEmpty(user) ? Nobody : new() { ["username"] = user, ["password"] = password ?? "", ["serveraddress"] = registry };
    }

    private static (string User, string Password) Unpack(string auth) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(auth)).Split(':', 2) is [var user, var password] ? (user, password) : throw new FormatException("There is no colon.");

    /// <summary>Entries are names or, from older times, URLs of registries. Docker Hub has several names.</summary>
    private static bool IsOf(string entry, string registry)
    {
        var host = entry.Split("://")[^1].Split('/')[0];
        return host == registry || (IsHub(host) && IsHub(registry));
    }

    private static bool IsHub(string host) => host is "docker.io" or "index.docker.io" or "registry-1.docker.io";
}
