using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Inference.Interop;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Tests.Inference;

public sealed class CudaProviderTests
{
    [Fact]
    public async Task Start_BundledLibraryWithCuda_SaysWhatIsMissingAndEndsWith3()
    {
        (int code, string output) = await TargetProcess.RunToEnd(("EXECUTION_PROVIDER", "cuda"));
        Assert.Equal(3, code);
        Assert.Contains("EXECUTION_PROVIDER=cuda cannot be served", output, StringComparison.Ordinal);
        Assert.Contains($"libonnxruntime_providers_cuda.so is not in {TargetFolder.Path.TrimEnd('/')}", output, StringComparison.Ordinal);
        Assert.Contains("Set ORT_LIBRARY to libonnxruntime.so of a GPU build", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SeveralWorkersWithCuda_EndsWith3()
    {
        (int code, string output) = await TargetProcess.RunToEnd(("EXECUTION_PROVIDER", "cuda"), ("WORKERS", "2"));
        Assert.Equal(3, code);
        Assert.Contains("EXECUTION_PROVIDER=cuda cannot be served", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_WithoutProviderLibraries_PassesOnWhatOnnxRuntimeSays()
    {
        using OnnxRuntime runtime = OnnxRuntime.Load(TargetFolder.OrtLibrary);
        using OrtHandle options = runtime.Api.CreateSessionOptions();
        var refusal = Assert.Throws<OnnxRuntimeUnavailableException>(() => CudaProvider.Append(runtime.Api, options));
        Assert.Contains("ONNX Runtime says:", refusal.Message, StringComparison.Ordinal);
        Assert.IsType<OnnxRuntimeException>(refusal.InnerException);
    }

    [Fact]
    public void AvailableProviders_BundledLibrary_HasTheCpu()
    {
        using OnnxRuntime runtime = OnnxRuntime.Load(TargetFolder.OrtLibrary, ExecutionProvider.Cpu);
        Assert.Contains("CPUExecutionProvider", runtime.Api.AvailableProviders());
    }
}
