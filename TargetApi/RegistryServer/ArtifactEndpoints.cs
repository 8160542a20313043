using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Registry.Wire;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>MLflow's artifact service over MODELS_DIR, as far as it only reads.</summary>
internal sealed class ArtifactEndpoints(RegisteredModels models)
{
    /// <summary><c>?path=…</c>: a folder's entries by name. As with MLflow, a folder that is not there has none.</summary>
    public Task List(HttpContext context)
    {
        string path = ((string?)context.Request.Query["path"] ?? "").TrimEnd('/');
        if (path.Length > 0 && !ArtifactPath.IsSafe(path))
        {
            throw InvalidPath();
        }

        FileSystemInfo? found = path.Length == 0 ? new DirectoryInfo(models.Root) : models.Artifact(path);
        ArtifactInfo[]? files = (found as DirectoryInfo)?.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(Describe).ToArray();
        return RegistryEndpoints.Send(context, RegistryJson.Default.ArtifactListAnswer, new ArtifactListAnswer(files is { Length: > 0 } ? files : null));
    }

    /// <summary>A file's bytes.</summary>
    public Task Download(HttpContext context)
    {
        string path = (string)context.Request.RouteValues["path"]!;
        if (!ArtifactPath.IsSafe(path))
        {
            throw InvalidPath();
        }

        if (models.Artifact(path) is not FileInfo file)
        {
            throw RegistryError.DoesNotExist($"No such artifact: '{path}'");
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{Uri.EscapeDataString(file.Name)}\"";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.SendFileAsync(file.FullName, context.RequestAborted);
    }

    private static ArtifactInfo Describe(FileSystemInfo entry) =>
        entry is FileInfo file ? new ArtifactInfo(file.Name, IsDir: false, file.Length) : new ArtifactInfo(entry.Name, IsDir: true, null);

    private static RegistryError InvalidPath() => RegistryError.InvalidParameter("Invalid path");
}
