using System.Runtime.InteropServices;
using LoadLab.TargetApi.Inference.Interop;

namespace LoadLab.TargetApi.Inference;

/// <summary>ONNX Runtime's CUDA execution provider: what it needs, and what of that is missing here.</summary>
internal static class CudaProvider
{
    private const string Name = "CUDAExecutionProvider";
    private const string Driver = "libcuda.so.1";

    /// <summary>Libraries of a GPU build, beside the main one: ONNX Runtime opens them by these names.</summary>
    private static readonly string[] Companions = ["libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so"];

    private const string Mend =
        "Set ORT_LIBRARY to libonnxruntime.so of a GPU build of ONNX Runtime (package onnxruntime-gpu or the release archive onnxruntime-linux-x64-gpu) that lies beside "
        + "its provider libraries, with the CUDA and cuDNN libraries it was built for on LD_LIBRARY_PATH and an NVIDIA driver installed; or set EXECUTION_PROVIDER=cpu.";

    /// <summary>Makes sure that sessions can run on a CUDA device.</summary>
    /// <exception cref="OnnxRuntimeUnavailableException">They cannot; the message lists what is missing.</exception>
    public static void Check(OrtApi api)
    {
        string[] missing = [.. Missing(api)];
        if (missing.Length > 0)
        {
            throw new OnnxRuntimeUnavailableException($"EXECUTION_PROVIDER=cuda cannot be served: {string.Join("; ", missing)}. {Mend}");
        }

        using OrtHandle options = api.CreateSessionOptions();
        Append(api, options);
    }

    /// <summary>Adds the provider to a session's options.</summary>
    /// <exception cref="OnnxRuntimeUnavailableException">ONNX Runtime cannot load it; its own words name the library or the device.</exception>
    public static void Append(OrtApi api, OrtHandle sessionOptions)
    {
        try
        {
            // By default each new batch size would run every convolution algorithm once to find the fastest, in the middle of a request.
            api.AppendCuda(sessionOptions, "cudnn_conv_algo_search", "HEURISTIC");
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxRuntimeUnavailableException($"EXECUTION_PROVIDER=cuda cannot be served: ONNX Runtime says: {e.Message.Trim()} {Mend}", e);
        }
    }

    private static IEnumerable<string> Missing(OrtApi api)
    {
        if (!api.AvailableProviders().Contains(Name))
        {
            yield return $"{api.Path} is a build of ONNX Runtime without CUDA";
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(api.Path))!;
        foreach (string companion in Companions.Where(c => !File.Exists(Path.Combine(folder, c))))
        {
            yield return $"{companion} is not in {folder}";
        }

        if (!NativeLibrary.TryLoad(Driver, out _))
        {
            yield return $"there is no NVIDIA driver ({Driver} cannot be loaded)";
        }
    }
}
