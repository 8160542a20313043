namespace LoadLab.TargetApi.Tests.Images;

/// <summary>A user's own model with its description, in a folder that goes with the test.</summary>
internal sealed class ModelFolder : IDisposable
{
    public ModelFolder(string fixture, string description)
    {
        File.Copy(TargetFolder.Fixture(fixture), System.IO.Path.Combine(Path, "model.onnx"));
        File.WriteAllText(System.IO.Path.Combine(Path, "model.json"), description);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("loadlab-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
