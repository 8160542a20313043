using LoadLab.TargetApi.Dependencies;

namespace LoadLab.TargetApi.Registry;

/// <summary>Brings the files of a model into a folder, up to a limit of bytes in all.</summary>
internal sealed class ModelDownload(long limitBytes)
{
    /// <exception cref="ModelException">There is nothing, or more than the limit.</exception>
    public async Task Fetch(IArtifactStore store, string address, string folder, CancellationToken cancellation)
    {
        IReadOnlyList<ArtifactFile> files = await List(store, address, cancellation);
        if (files.Sum(file => Math.Max(0, file.Bytes ?? 0)) > limitBytes)
        {
            throw TooLarge(address);
        }

        long left = limitBytes;
        foreach (ArtifactFile file in files)
        {
            left -= await Fetch(store, file, folder, left, address, cancellation);
        }
    }

    /// <summary>The files of a model, at least one.</summary>
    /// <exception cref="ModelException">There are none.</exception>
    public static async Task<IReadOnlyList<ArtifactFile>> List(IArtifactStore store, string address, CancellationToken cancellation)
    {
        IReadOnlyList<ArtifactFile> files = await store.List(cancellation);
        return files.Count > 0 ? files : throw new ModelException($"the registry keeps the model at {address}, and nothing lies there");
    }

    private async Task<long> Fetch(IArtifactStore store, ArtifactFile file, string folder, long left, string address, CancellationToken cancellation)
    {
        await using FileStream stream = Create(Path.Combine(folder, file.Path));
        await using var limited = new LimitedStream(stream, left);
        try
        {
            await store.Download(file, limited, cancellation);
        }
        catch (ModelTooLargeException)
        {
            throw TooLarge(address);
        }

        return limited.WrittenBytes;
    }

    private static FileStream Create(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException($"a model cannot be stored at {path}: {e.Message}", e);
        }
    }

    private ModelException TooLarge(string address) => new($"the model at {address} is larger than {limitBytes} bytes; MAX_MODEL_BYTES sets the limit");
}
