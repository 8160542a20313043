namespace LoadLab.Harness.Cli;

/// <summary>Keeps a second sweep out of a report folder. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="UserErrorException">Another sweep holds it, or the folder cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(ExitCode.ReportFolder, $"{folder} cannot be used: another sweep runs in it, or it cannot be written ({e.Message}).");
        }
    }

    public void Dispose() => _file.Dispose();
}
