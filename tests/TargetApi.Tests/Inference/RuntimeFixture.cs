using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Tests.Inference;

/// <summary>ONNX Runtime, loaded once for all tests of a class.</summary>
public sealed class RuntimeFixture : IDisposable
{
    public OnnxRuntime Runtime { get; } = OnnxRuntime.Load(TargetFolder.OrtLibrary);

    public Predictor Load(string model) => Predictor.Load(Runtime, ModelFiles.Find(model, TargetFolder.Models), intraOpThreads: 1);

    public void Dispose() => Runtime.Dispose();
}
