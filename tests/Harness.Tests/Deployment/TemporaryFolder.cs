namespace LoadLab.Harness.Tests.Deployment;

/// <summary>A folder that goes when the test does.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("loadlab-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
