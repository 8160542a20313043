using LoadLab.TargetApi.Dependencies;

namespace LoadLab.TargetApi.Registry;

/// <summary>
/// Temporary folders for models on their way from the registry into memory. A process holds a lock in its own; what a killed process left is removed by the next
/// one that starts, because the kernel let go of that lock.
/// </summary>
internal sealed class ModelWorkspace : IDisposable
{
    private const string Prefix = "loadlab-models-";
    private const string LockName = "in-use";

    private readonly string _root;
    private readonly FileStream _lock;
    private int _created;

    /// <exception cref="ModelException">No folder can be made where temporary files belong.</exception>
    public ModelWorkspace()
    {
        try
        {
            RemoveAbandoned();
            _root = Directory.CreateTempSubdirectory(Prefix).FullName;
            _lock = Lock(_root, FileMode.CreateNew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"no model can be stored in {Path.GetTempPath()}: {e.Message}; TMPDIR names another folder", e);
        }
    }

    /// <summary>A new empty folder; whoever asked for it removes it with <see cref="Remove"/>.</summary>
    /// <exception cref="UnavailableException">There is no room for it.</exception>
    public string Create()
    {
        string folder = Path.Combine(_root, $"{Interlocked.Increment(ref _created)}");
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException($"a model cannot be stored at {folder}: {e.Message}", e);
        }
    }

    /// <summary>Removes a folder and all in it; models loaded from it stay.</summary>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else may have cleaned up; there is nothing left to do about the rest.
        }
    }

    public void Dispose()
    {
        Remove(_root);
        _lock.Dispose();
    }

    private static void RemoveAbandoned()
    {
        foreach (string folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                using FileStream abandoned = Lock(folder, FileMode.Open);
                Remove(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, just being made, or another user's.
            }
        }
    }

    private static FileStream Lock(string folder, FileMode mode) => new(Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);
}
