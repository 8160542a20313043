using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Inference.Interop;

/// <summary>Finds the ONNX Runtime library and its function table. Loaded once per process and never unloaded: sessions keep threads in it.</summary>
internal static unsafe class OrtLibrary
{
    private const string FileName = "libonnxruntime.so.1";

    /// <summary>The version of the function table asked for: all functions used here are in it, and every release since 1.16 offers it.</summary>
    private const uint ApiVersion = 16;

    /// <summary>Loads the library at <paramref name="overridePath"/>, else the one beside the program, else the system's.</summary>
    /// <exception cref="OnnxRuntimeUnavailableException">It is missing, not loadable or too old.</exception>
    public static OrtApi Load(string? overridePath)
    {
        string path = Choose(overridePath);
        nint library = Open(path);
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out nint export))
        {
            throw new OnnxRuntimeUnavailableException($"{path} is not an ONNX Runtime library (it has no OrtGetApiBase). {Mend}");
        }

        // OrtApiBase is two function pointers: GetApi, GetVersionString.
        nint* functions = (nint*)((delegate* unmanaged<nint>)export)();
        string version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)functions[1])()) ?? "unknown";
        nint table = ((delegate* unmanaged<uint, nint>)functions[0])(ApiVersion);
        return table != 0
            ? new OrtApi(table, version, path)
            : throw new OnnxRuntimeUnavailableException($"{path} is ONNX Runtime {version}; 1.{ApiVersion} or newer is needed. {Mend}");
    }

    private const string Mend =
        "Build the program again so that the bundled library is copied beside it, or set ORT_LIBRARY to the path of libonnxruntime.so (1.16 or newer, this machine's architecture).";

    private static string Choose(string? overridePath)
    {
        if (!string.IsNullOrEmpty(overridePath))
        {
            return File.Exists(overridePath)
                ? Path.GetFullPath(overridePath)
                : throw new OnnxRuntimeUnavailableException($"ORT_LIBRARY names {overridePath}, which is not there. {Mend}");
        }

        string bundled = Path.Combine(AppContext.BaseDirectory, FileName);
        return File.Exists(bundled) ? bundled : FileName;
    }

    private static nint Open(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            string reason = e.Message.Split('\n')[0].Trim();
            throw new OnnxRuntimeUnavailableException($"The ONNX Runtime library {path} cannot be loaded: {reason} {Mend}", e);
        }
    }
}
