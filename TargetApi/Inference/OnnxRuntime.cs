using LoadLab.TargetApi.Inference.Interop;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Inference;

/// <summary>The loaded ONNX Runtime library and its environment. One per process; it must outlive its sessions.</summary>
public sealed class OnnxRuntime : IDisposable
{
    private readonly OrtHandle _env;

    private OnnxRuntime(OrtApi api, ExecutionProvider provider)
    {
        Api = api;
        Provider = provider;
        _env = api.CreateEnv();
    }

    /// <summary>The library's version, such as 1.30.0.</summary>
    public string Version => Api.Version;

    /// <summary>What its sessions run on.</summary>
    public ExecutionProvider Provider { get; }

    internal OrtApi Api { get; }

    internal OrtHandle Env => _env;

    /// <summary>Loads the library at <paramref name="libraryPath"/>, or the bundled one when that is null or empty.</summary>
    /// <exception cref="OnnxRuntimeUnavailableException">It is missing, not loadable or too old, or cannot run on <paramref name="provider"/>.</exception>
    public static OnnxRuntime Load(string? libraryPath, ExecutionProvider provider = ExecutionProvider.Cpu)
    {
        OrtApi api = OrtLibrary.Load(libraryPath);
        var runtime = new OnnxRuntime(api, provider);
        try
        {
            if (provider == ExecutionProvider.Cuda)
            {
                CudaProvider.Check(api);
            }

            return runtime;
        }
        catch (OnnxRuntimeUnavailableException)
        {
            runtime.Dispose();
            throw;
        }
    }

    public void Dispose() => _env.Dispose();
}
