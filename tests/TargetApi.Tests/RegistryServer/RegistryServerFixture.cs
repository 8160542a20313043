using LoadLab.TargetApi.Tests.Registry;

namespace LoadLab.TargetApi.Tests.RegistryServer;

/// <summary>One running registry with a model of each kind, for all tests of a class.</summary>
public sealed class RegistryServerFixture : IAsyncLifetime
{
    public ModelsFolder Models { get; } = new();

    public TargetProcess Registry { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Models.AddBundled("plain");
        Models.AddMlflow("packed");
        foreach (string version in new[] { "1", "2", "10" })
        {
            Models.AddBundled("numbered/" + version);
        }

        Models.Add("numbered/notes");
        Models.Write("no-model", "readme.txt", "nothing to serve");
        Registry = await TargetProcess.StartVerb(["registry"], ("MODELS_DIR", Models.Path));
    }

    public Task DisposeAsync()
    {
        Registry.Dispose();
        Models.Dispose();
        return Task.CompletedTask;
    }
}
