using System.Runtime.InteropServices;

namespace LoadLab.Engine.Tests.Interop;

/// <summary>Memory that ends at a page which nobody may touch: a read beyond a span that ends there is a fault, not a lucky byte.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int NoAccess = 0;
    private const int ReadWrite = 1 | 2;
    private const int PrivateAnonymous = 2 | 0x20;
    private static readonly nint Failed = -1;

    private readonly byte* _start;
    private readonly int _usable;
    private readonly nuint _mapped;

    /// <param name="bytes">Bytes needed at most.</param>
    public GuardedMemory(int bytes)
    {
        var page = Environment.SystemPageSize;
        _usable = (bytes + page - 1) / page * page;
        _mapped = (nuint)(_usable + page);
        var start = mmap(0, _mapped, ReadWrite, PrivateAnonymous, -1, 0);
        if (start == Failed || mprotect(start + _usable, (nuint)page, NoAccess) != 0)
        {
            throw new InvalidOperationException($"No guarded memory: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        _start = (byte*)start;
    }

    /// <summary>A copy whose last byte is the last one before the guard. Valid until the next call.</summary>
    public ReadOnlySpan<byte> AtItsEnd(ReadOnlySpan<byte> bytes)
    {
        var copy = new Span<byte>(_start + _usable - bytes.Length, bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    public void Dispose() => _ = munmap((nint)_start, _mapped);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(nint address, nuint length);
}
