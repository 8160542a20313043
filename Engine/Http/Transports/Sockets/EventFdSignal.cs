using System.Runtime.InteropServices;
using LoadLab.Engine.Interop;

namespace LoadLab.Engine.Http.Transports.Sockets;

/// <summary>Sleeps with the kernel's own nanosecond timer: <c>ppoll</c> on an event descriptor.</summary>
internal sealed unsafe class EventFdSignal : LoopSignal
{
    private readonly int _fd = LibC.eventfd(0, LibC.EFD_NONBLOCK | LibC.EFD_CLOEXEC);

    /// <exception cref="LoadSetupException">The kernel grants no descriptor.</exception>
    public EventFdSignal()
    {
        if (_fd < 0)
        {
            var why = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            throw new LoadSetupException($"The transport 'sockets' cannot start: {why}. Raise the limit of open files (ulimit -n).");
        }
    }

    public override void Sleep(long timeoutNs)
    {
        var timeout = Timespec.FromNs(timeoutNs);
        var descriptor = new PollDescriptor { fd = _fd, events = LibC.POLLIN };
        if (LibC.ppoll(&descriptor, 1, &timeout, null) > 0)
        {
            ulong count;
            _ = LibC.read(_fd, &count, sizeof(ulong));
        }
    }

    protected override void Raise()
    {
        var one = 1UL;
        _ = LibC.write(_fd, &one, sizeof(ulong));
    }

    protected override void Free() => _ = LibC.close(_fd);
}
