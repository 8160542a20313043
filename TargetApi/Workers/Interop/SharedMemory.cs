using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LoadLab.TargetApi.Workers.Interop;

/// <summary>
/// Zeroed 64-bit numbers that processes share. Backed by an anonymous memory file (memfd): it has no name in any folder and is gone with the last process
/// that holds it, however that process ends.
/// </summary>
internal sealed unsafe class SharedMemory : IDisposable
{
    private readonly int _longs;
    private readonly SafeFileHandle _file;
    private void* _address;

    private SharedMemory(SafeFileHandle file, int longs)
    {
        _file = file;
        _longs = longs;
        _address = LibC.mmap(null, Bytes(longs), LibC.PROT_READ_WRITE, LibC.MAP_SHARED, Descriptor, 0);
        if ((nint)_address == -1)
        {
            _address = null;
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Lets the pages go when nobody disposed it. The address space of a process that lives on must not grow.</summary>
    ~SharedMemory() => Unmap();

    public int Descriptor => (int)_file.DangerousGetHandle();

    public Span<long> Values
    {
        get
        {
            ObjectDisposedException.ThrowIf(_address == null, this);
            return new Span<long>(_address, _longs);
        }
    }

    public static SharedMemory Create(string name, int longs)
    {
        int descriptor = LibC.memfd_create(name, LibC.MFD_CLOEXEC);
        if (descriptor < 0 || LibC.ftruncate(descriptor, (long)Bytes(longs)) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        return new SharedMemory(new SafeFileHandle(descriptor, ownsHandle: true), longs);
    }

    /// <summary>Opens what another process made, through that process's descriptor.</summary>
    public static SharedMemory Open(int process, int descriptor, int longs) =>
        new(File.OpenHandle($"/proc/{process}/fd/{descriptor}", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite), longs);

    public void Dispose()
    {
        Unmap();
        _file.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Unmap()
    {
        if (_address != null)
        {
            LibC.munmap(_address, Bytes(_longs));
            _address = null;
        }
    }

    private static nuint Bytes(int longs) => (nuint)longs * sizeof(long);
}
