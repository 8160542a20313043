using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Images.Interop;

/// <summary>GLib's <c>GValue</c>: a type and sixteen bytes that only GLib touches. Zeroed before it is initialised.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    /// <summary><c>G_TYPE_DOUBLE</c>: fundamental type 15, shifted by <c>G_TYPE_FUNDAMENTAL_SHIFT</c>.</summary>
    public const nuint Double = 15 << 2;

    private readonly nuint _type;
    private readonly ulong _data0;
    private readonly ulong _data1;
}
