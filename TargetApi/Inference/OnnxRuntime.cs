using LoadLab.TargetApi.Inference.Interop;

namespace LoadLab.TargetApi.Inference;

/// <summary>The loaded ONNX Runtime library and its environment. One per process; it must outlive its sessions.</summary>
public sealed class OnnxRuntime : IDisposable
{
    private readonly OrtHandle _env;

    private OnnxRuntime(OrtApi api)
    {
        Api = api;
        _env = api.CreateEnv();
    }

    /// <summary>The library's version, such as 1.30.0.</summary>
    public string Version => Api.Version;

    internal OrtApi Api { get; }

    internal OrtHandle Env => _env;

    /// <summary>Loads the library at <paramref name="libraryPath"/>, or the bundled one when that is null or empty.</summary>
    /// <exception cref="OnnxRuntimeUnavailableException">It is missing, not loadable or too old.</exception>
    public static OnnxRuntime Load(string? libraryPath) => new(OrtLibrary.Load(libraryPath));

    public void Dispose() => _env.Dispose();
}
