using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Inference.Interop;

namespace LoadLab.TargetApi.Tests.Inference;

public sealed class InferenceSessionTests(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    [Fact]
    public void Constructor_NotAModel_ThrowsOnnxRuntimesOwnWords()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "this is no model");
            var refusal = Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(fixture.Runtime, path, 1));
            Assert.Equal(OrtErrorCode.InvalidProtobuf, refusal.Code);
            Assert.Contains("Protobuf parsing failed", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Constructor_MissingFile_ThrowsNoSuchFile()
    {
        var refusal = Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(fixture.Runtime, "/nowhere/model.onnx", 1));
        Assert.Equal(OrtErrorCode.NoSuchFile, refusal.Code);
    }

    [Fact]
    public void Inputs_BundledModel_AreDescribed()
    {
        using var session = new InferenceSession(fixture.Runtime, Path.Combine(TargetFolder.Models, "covertype-mlp", "model.onnx"), 2);
        Assert.Equal("features: float [N, 54]", Assert.Single(session.Inputs).ToString());
        Assert.Equal(["label: int64 [N]", "probabilities: float [N, 7]"], session.Outputs.Select(o => o.ToString()));
    }

    [Fact]
    public void Load_BundledLibrary_IsTheVersionThatWasInstalled() => Assert.Equal("1.30.0", fixture.Runtime.Version);

    [Fact]
    public void Load_MissingLibrary_SaysHowToMendIt()
    {
        var refusal = Assert.Throws<OnnxRuntimeUnavailableException>(() => OnnxRuntime.Load("/nowhere/libonnxruntime.so"));
        Assert.Contains("ORT_LIBRARY names /nowhere/libonnxruntime.so, which is not there", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.json")]
    public void Load_NoLibraryAtAll_SaysHowToMendIt(string file)
    {
        string path = Path.Combine(TargetFolder.Models, "covertype-mlp", file);
        var refusal = Assert.Throws<OnnxRuntimeUnavailableException>(() => OnnxRuntime.Load(path));
        Assert.Contains("cannot be loaded", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("set ORT_LIBRARY", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ALibraryOfAnotherKind_SaysHowToMendIt()
    {
        string other = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.so").Single();
        var refusal = Assert.Throws<OnnxRuntimeUnavailableException>(() => OnnxRuntime.Load(other));
        Assert.Contains("is not an ONNX Runtime library", refusal.Message, StringComparison.Ordinal);
    }
}
