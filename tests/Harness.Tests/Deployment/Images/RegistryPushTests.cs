using System.Text;
using LoadLab.Harness.Deployment.Images;
using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Tests.Deployment.Images;

/// <summary>Between a real daemon and a real registry.</summary>
public sealed class RegistryPushTests
{
    private const string Tag = "pushed";

    [RegistryFact]
    public async Task PushImageAsync_WithAndWithoutLogin_IsTakenAndRefused()
    {
        using var registry = await TestRegistry.StartAsync();
        using var docker = new DockerApi(TestDaemon.Host!);
        using var daemon = new TestDaemon();
        var local = $"loadlab/test-push:{Guid.NewGuid():N}";
        var reference = RegistryReference.Parse($"{registry.Address}/loadlab/harness:{Tag}");
        try
        {
            await TestDaemon.BuildSmallestAsync(docker, local);
            await docker.TagImageAsync(local, reference.Repository, reference.Tag, CancellationToken.None);

            var refusal = await Assert.ThrowsAsync<DockerException>(() => PushAsync(docker, reference, new RegistryCredentials("/nowhere/config.json")));
            var digest = await PushAsync(docker, reference, LoggedIn(registry));

            Assert.Contains("credentials", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(registry.DigestOf("loadlab/harness", Tag), digest);
        }
        finally
        {
            await daemon.RemoveImageAsync(reference.ToString());
            await daemon.RemoveImageAsync(local);
        }
    }

    private static Task<string> PushAsync(DockerApi docker, RegistryReference reference, RegistryCredentials credentials) =>
        docker.PushImageAsync(reference.Repository, reference.Tag, credentials.HeaderFor(reference.Registry), _ => { }, CancellationToken.None);

    private static RegistryCredentials LoggedIn(TestRegistry registry)
    {
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{TestRegistry.Password}"));
        var file = Path.Combine(registry.Folder, "config.json");
        File.WriteAllText(file, $$"""{"auths": { "{{registry.Address}}": { "auth": "{{login}}" } } }""");
        return new RegistryCredentials(file);
    }
}
