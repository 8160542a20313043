using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Registry;

/// <summary>Fetches the model that MODEL names from the registry: resolves it, downloads it, loads it. Nothing of it stays on disk.</summary>
internal sealed class RegistryModels : IDisposable
{
    private readonly TargetSettings _settings;
    private readonly OnnxRuntime _runtime;
    private readonly ModelReference _reference;
    private readonly RegistryClient _client;
    private readonly ArtifactStores _stores;
    private readonly ModelWorkspace _workspace = new();

    /// <param name="settings">Checked: they name a registry and a registered model.</param>
    /// <param name="runtime">Must outlive the models.</param>
    public RegistryModels(TargetSettings settings, OnnxRuntime runtime)
    {
        _settings = settings;
        _runtime = runtime;
        _reference = ModelReference.Parse(settings.Model)!;
        _client = RegistryClients.Create(settings);
        _stores = new ArtifactStores(_client, settings);
    }

    /// <summary>What a service says while it waits for its first model.</summary>
    public string Awaited => $"the model {_reference} is being fetched from the registry at {_client.Address}";

    /// <summary>The model as the registry has it now; the caller owns it.</summary>
    /// <exception cref="UnavailableException">The registry or the artifact store cannot be had now.</exception>
    /// <exception cref="ModelException">There is no such model, or it cannot be served.</exception>
    public async Task<Predictor> Fetch(CancellationToken cancellation)
    {
        (string version, string address) = await Resolve(cancellation);
        string folder = _workspace.Create();
        try
        {
            await new ModelDownload(_settings.MaximumModelBytes).Fetch(_stores.Open(address), address, folder, cancellation);
            return Load(folder, version);
        }
        finally
        {
            ModelWorkspace.Remove(folder);
        }
    }

    /// <summary>Asks all that <see cref="Fetch"/> asks, and downloads nothing.</summary>
    public async Task Check(CancellationToken cancellation)
    {
        (_, string address) = await Resolve(cancellation);
        await ModelDownload.List(_stores.Open(address), address, cancellation);
    }

    public void Dispose()
    {
        _stores.Dispose();
        _client.Dispose();
        _workspace.Dispose();
    }

    private async Task<(string Version, string Address)> Resolve(CancellationToken cancellation)
    {
        string version = await _client.ResolveVersion(_reference, cancellation);
        return (version, await _client.DownloadUri(_reference.Name, version, cancellation));
    }

    private Predictor Load(string folder, string version)
    {
        try
        {
            return Predictor.Load(_runtime, RegisteredModelFolder.Find(folder, _reference.Name), _settings.IntraOpThreads);
        }
        catch (ModelException e)
        {
            // The folder is gone when somebody reads this.
            throw new ModelException($"{_reference} (version {version}): {e.Message.Replace(folder + "/", "", StringComparison.Ordinal)}", e);
        }
    }
}
