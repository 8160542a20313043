using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Inference.Interop;

/// <summary>
/// ONNX Runtime's C API as methods: statuses become <see cref="OnnxRuntimeException"/>, native objects become <see cref="OrtHandle"/>.
/// Pointers stop here.
/// </summary>
internal sealed unsafe partial class OrtApi
{
    private const int ErrorLogLevel = 3;
    private const int ArenaAllocator = 1;
    private const int DefaultMemory = 0;

    private readonly nint* _table;

    internal OrtApi(nint table, string version, string path)
    {
        _table = (nint*)table;
        Version = version;
        Path = path;
    }

    /// <summary>The library's file, or its bare name where the system found it.</summary>
    public string Path { get; }

    /// <summary>The library's version, such as 1.30.0.</summary>
    public string Version { get; }

    public OrtHandle CreateEnv()
    {
        nint env;
        fixed (byte* name = "target-api\0"u8)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)this[OrtFunction.CreateEnv])(ErrorLogLevel, name, &env));
        }

        return Own(env, OrtFunction.ReleaseEnv);
    }

    public OrtHandle CreateSessionOptions()
    {
        nint options;
        Check(((delegate* unmanaged<nint*, nint>)this[OrtFunction.CreateSessionOptions])(&options));
        return Own(options, OrtFunction.ReleaseSessionOptions);
    }

    public void SetThreads(OrtHandle options, int intraOpThreads)
    {
        SetNumber(OrtFunction.SetIntraOpNumThreads, options, intraOpThreads);
        SetNumber(OrtFunction.SetInterOpNumThreads, options, 1);
        SetNumber(OrtFunction.SetSessionLogSeverityLevel, options, ErrorLogLevel);
    }

    public void AddConfigEntry(OrtHandle options, string key, string value)
    {
        fixed (byte* k = ToUtf8(key))
        fixed (byte* v = ToUtf8(value))
        {
            Check(((delegate* unmanaged<nint, byte*, byte*, nint>)this[OrtFunction.AddSessionConfigEntry])(options.Native, k, v));
        }
    }

    public OrtHandle CreateSession(OrtHandle env, OrtHandle options, string path)
    {
        nint session;
        fixed (byte* p = ToUtf8(path))
        {
            Check(((delegate* unmanaged<nint, byte*, nint, nint*, nint>)this[OrtFunction.CreateSession])(env.Native, p, options.Native, &session));
        }

        return Own(session, OrtFunction.ReleaseSession);
    }

    public OrtHandle CreateCpuMemoryInfo()
    {
        nint info;
        Check(((delegate* unmanaged<int, int, nint*, nint>)this[OrtFunction.CreateCpuMemoryInfo])(ArenaAllocator, DefaultMemory, &info));
        return Own(info, OrtFunction.ReleaseMemoryInfo);
    }

    /// <summary>A tensor over <paramref name="pinned"/>, which must be allocated pinned and outlive the tensor; nothing is copied.</summary>
    public OrtHandle CreateTensor<T>(OrtHandle memory, T[] pinned, int length, ReadOnlySpan<long> shape, OrtElementType type)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, pinned.Length);
        nint value;
        fixed (long* dimensions = shape)
        {
            void* data = (void*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
            Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)this[OrtFunction.CreateTensorWithDataAsOrtValue])(
                memory.Native, data, (nuint)length * (nuint)sizeof(T), dimensions, (nuint)shape.Length, (int)type, &value));
        }

        return Own(value, OrtFunction.ReleaseValue);
    }

    internal nint this[OrtFunction function] => _table[(int)function];

    internal OrtHandle Own(nint native, OrtFunction release) => new(native, this[release]);

    /// <summary>Throws what a status says and releases it; a null status is success.</summary>
    internal void Check(nint status)
    {
        if (status != 0)
        {
            Throw(status);
        }
    }

    private void Throw(nint status)
    {
        var code = (OrtErrorCode)((delegate* unmanaged<nint, int>)this[OrtFunction.GetErrorCode])(status);
        nint text = ((delegate* unmanaged<nint, nint>)this[OrtFunction.GetErrorMessage])(status);
        string message = Marshal.PtrToStringUTF8(text) ?? string.Empty;
        ((delegate* unmanaged<nint, void>)this[OrtFunction.ReleaseStatus])(status);
        throw new OnnxRuntimeException(code, message);
    }

    private void SetNumber(OrtFunction function, OrtHandle options, int value) =>
        Check(((delegate* unmanaged<nint, int, nint>)this[function])(options.Native, value));

    private static byte[] ToUtf8(string text) => System.Text.Encoding.UTF8.GetBytes(text + '\0');
}
