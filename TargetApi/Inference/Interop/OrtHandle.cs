using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Inference.Interop;

/// <summary>Owns one native object of ONNX Runtime, whichever its kind, and gives it back by the release function of that kind.</summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly delegate* unmanaged<nint, void> _release;

    internal OrtHandle(nint native, nint release)
        : base(0, ownsHandle: true)
    {
        _release = (delegate* unmanaged<nint, void>)release;
        SetHandle(native);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The native pointer; valid only while this object is alive and not disposed.</summary>
    internal nint Native
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    protected override bool ReleaseHandle()
    {
        _release(handle);
        return true;
    }
}
