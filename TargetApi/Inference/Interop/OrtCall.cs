using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Inference.Interop;

/// <summary>
/// The arguments of <c>Run</c> for one input and some outputs, kept in native memory so that a run is a single native call with nothing
/// allocated. Used by one thread at a time; several calls may run on one session at once.
/// </summary>
internal sealed unsafe class OrtCall : IDisposable
{
    private readonly OrtApi _api;
    private readonly OrtHandle _session;
    private readonly int _outputs;

    // One block: input name, input value, then output names, then output values.
    private nint* _arguments;

    public OrtCall(OrtApi api, OrtHandle session, string input, IReadOnlyList<string> outputs)
    {
        _api = api;
        _session = session;
        _outputs = outputs.Count;
        _arguments = (nint*)NativeMemory.AllocZeroed((nuint)(2 + (2 * _outputs)), (nuint)sizeof(nint));
        _arguments[0] = Marshal.StringToCoTaskMemUTF8(input);
        for (int i = 0; i < _outputs; i++)
        {
            _arguments[2 + i] = Marshal.StringToCoTaskMemUTF8(outputs[i]);
        }
    }

    ~OrtCall() => Free();

    /// <summary>Runs with <paramref name="input"/>, writing into the given outputs, which all exist.</summary>
    public void Run(OrtHandle input, ReadOnlySpan<OrtHandle> outputs)
    {
        for (int i = 0; i < _outputs; i++)
        {
            _arguments[2 + _outputs + i] = outputs[i].Native;
        }

        Invoke(input);
        GC.KeepAlive(this);
    }

    /// <summary>Runs with <paramref name="input"/> and returns outputs that ONNX Runtime made; the caller disposes them.</summary>
    public OrtHandle[] RunAllocating(OrtHandle input)
    {
        new Span<nint>(_arguments + 2 + _outputs, _outputs).Clear();
        Invoke(input);
        var made = new OrtHandle[_outputs];
        for (int i = 0; i < _outputs; i++)
        {
            made[i] = _api.Own(_arguments[2 + _outputs + i], OrtFunction.ReleaseValue);
        }

        GC.KeepAlive(this);
        return made;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Invoke(OrtHandle input)
    {
        bool held = false;
        try
        {
            // Holds the session against a Dispose on another thread for as long as the native call lasts.
            _session.DangerousAddRef(ref held);
            _arguments[1] = input.Native;
            _api.Check(((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)_api[OrtFunction.Run])(
                _session.DangerousGetHandle(), 0, _arguments, _arguments + 1, 1, _arguments + 2, (nuint)_outputs, _arguments + 2 + _outputs));
        }
        finally
        {
            if (held)
            {
                _session.DangerousRelease();
            }
        }
    }

    private void Free()
    {
        if (_arguments == null)
        {
            return;
        }

        Marshal.FreeCoTaskMem(_arguments[0]);
        for (int i = 0; i < _outputs; i++)
        {
            Marshal.FreeCoTaskMem(_arguments[2 + i]);
        }

        NativeMemory.Free(_arguments);
        _arguments = null;
    }
}
