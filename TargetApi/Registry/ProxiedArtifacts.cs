using LoadLab.TargetApi.Registry.Wire;

namespace LoadLab.TargetApi.Registry;

/// <summary>Artifacts that an MLflow server hands on from wherever they lie: <c>mlflow-artifacts:</c> addresses and the http(s) addresses behind them.</summary>
internal sealed class ProxiedArtifacts : IArtifactStore
{
    private const string Service = "/mlflow-artifacts/artifacts";
    private const string Api = "/api/2.0" + Service;
    private const int MaximumDepth = 16;

    private readonly RegistryClient _client;
    private readonly string _service;
    private readonly string _folder;

    /// <param name="client">Speaks with the server.</param>
    /// <param name="service">Address of the artifact service.</param>
    /// <param name="folder">The model's folder in it, unescaped.</param>
    private ProxiedArtifacts(RegistryClient client, string service, string folder)
    {
        _client = client;
        _service = service;
        _folder = ArtifactPath.Check(folder.Trim('/'), client.Address.ToString());
    }

    /// <summary>Null where the address is of another kind.</summary>
    public static ProxiedArtifacts? TryCreate(RegistryClient client, Uri uri)
    {
        string path = Uri.UnescapeDataString(uri.AbsolutePath);
        if (uri.Scheme == "mlflow-artifacts")
        {
            Uri server = client.Address.Base;
            string authority = uri.Authority.Length > 0 ? $"{server.Scheme}://{uri.Authority}" : client.Address.ToString();

            // Some servers tell the whole path of the service.
            return new ProxiedArtifacts(client, authority + Api, path.StartsWith(Api, StringComparison.Ordinal) ? path[Api.Length..] : path);
        }

        int service = uri.Scheme is "http" or "https" ? path.IndexOf(Service + "/", StringComparison.Ordinal) : -1;
        return service < 0
            ? null
            : new ProxiedArtifacts(client, uri.GetLeftPart(UriPartial.Authority) + path[..(service + Service.Length)], path[(service + Service.Length)..]);
    }

    public async Task<IReadOnlyList<ArtifactFile>> List(CancellationToken cancellation)
    {
        var files = new List<ArtifactFile>();
        await List("", 0, files, cancellation);
        return files;
    }

    public Task Download(ArtifactFile file, LimitedStream target, CancellationToken cancellation) =>
        _client.Download(new Uri($"{_service}/{EscapePath($"{_folder}/{file.Path}")}"), target, cancellation);

    /// <param name="below">Where in the model's folder: empty, or a path that ends in a slash.</param>
    /// <param name="depth">Folders above it.</param>
    /// <param name="files">Gets what is found.</param>
    /// <param name="cancellation">Ends the calls.</param>
    private async Task List(string below, int depth, List<ArtifactFile> files, CancellationToken cancellation)
    {
        var uri = new Uri($"{_service}?path={Uri.EscapeDataString($"{_folder}/{below}".TrimEnd('/'))}");
        ArtifactListAnswer answer = await _client.GetJson(uri, RegistryJson.Default.ArtifactListAnswer, cancellation);
        foreach (ArtifactInfo entry in answer.Files ?? [])
        {
            string path = below + CheckedName(entry);
            if (!entry.IsDir)
            {
                files.Add(new ArtifactFile(path, entry.FileSize));
            }
            else if (depth < MaximumDepth)
            {
                await List(path + "/", depth + 1, files, cancellation);
            }

            if (files.Count > IArtifactStore.MaximumFiles || depth == MaximumDepth)
            {
                throw new ModelException($"{_service}/{_folder} holds more than {IArtifactStore.MaximumFiles} files or {MaximumDepth} levels of folders: that is no model");
            }
        }
    }

    private string CheckedName(ArtifactInfo entry) =>
        entry.Path is { } name && !name.Contains('/', StringComparison.Ordinal)
            ? ArtifactPath.Check(name, $"{_service}/{_folder}")
            : throw new ModelException($"{_service}/{_folder} names an artifact \"{entry.Path}\", which is no name of a file; nothing of it was stored");

    private static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
