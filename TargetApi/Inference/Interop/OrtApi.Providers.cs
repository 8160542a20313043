using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Inference.Interop;

/// <summary>What a session can run on besides the CPU.</summary>
internal sealed unsafe partial class OrtApi
{
    /// <summary>Names of the execution providers that the library was built with, such as CUDAExecutionProvider; their own libraries may still be missing.</summary>
    public IReadOnlyList<string> AvailableProviders()
    {
        nint* names;
        int count;
        Check(((delegate* unmanaged<nint**, int*, nint>)this[OrtFunction.GetAvailableProviders])(&names, &count));
        var result = new string[count];
        for (int i = 0; i < count; i++)
        {
            result[i] = Marshal.PtrToStringUTF8(names[i]) ?? string.Empty;
        }

        Check(((delegate* unmanaged<nint*, int, nint>)this[OrtFunction.ReleaseAvailableProviders])(names, count));
        return result;
    }

    /// <summary>Lets sessions run on the first CUDA device; what it cannot run stays on the CPU.</summary>
    /// <exception cref="OnnxRuntimeException">The provider cannot be had; ONNX Runtime says why.</exception>
    public void AppendCuda(OrtHandle sessionOptions, string key, string value)
    {
        nint options;
        Check(((delegate* unmanaged<nint*, nint>)this[OrtFunction.CreateCudaProviderOptions])(&options));
        using OrtHandle owned = Own(options, OrtFunction.ReleaseCudaProviderOptions);
        fixed (byte* k = ToUtf8(key))
        fixed (byte* v = ToUtf8(value))
        {
            Check(((delegate* unmanaged<nint, byte**, byte**, nuint, nint>)this[OrtFunction.UpdateCudaProviderOptions])(options, &k, &v, 1));
        }

        Check(((delegate* unmanaged<nint, nint, nint>)this[OrtFunction.AppendCudaProvider])(sessionOptions.Native, options));
    }
}
