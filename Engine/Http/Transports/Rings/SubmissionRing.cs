using System.Runtime.InteropServices;
using LoadLab.Engine.Interop;
using LoadLab.Engine.Interop.IoUring;
using static LoadLab.Engine.Interop.IoUring.IoUringNative;

namespace LoadLab.Engine.Http.Transports.Rings;

/// <summary>One io_uring: operations are written into it, go to the kernel together, and their outcomes are read from it.</summary>
/// <remarks>
/// Set up for one thread (SINGLE_ISSUER) that alone runs the kernel's deferred work, and only when it asks for outcomes
/// (DEFER_TASKRUN), so that no interrupt of its own traffic disturbs it. The ring starts disabled and belongs to the thread that enables it.
/// Head and tail follow the memory order of io_uring(7): the other side's index is read with acquire, the own one published with release.
/// </remarks>
internal sealed unsafe class SubmissionRing : IDisposable
{
    private const uint SubmissionEntries = 256;

    /// <summary>Outcomes that fit before the kernel has to keep them aside, which ends multishot operations.</summary>
    private const uint CompletionEntries = 8192;

    private const uint SetupFlags = IORING_SETUP_CQSIZE | IORING_SETUP_R_DISABLED | IORING_SETUP_SUBMIT_ALL | IORING_SETUP_TASKRUN_FLAG
        | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;

    private const uint NeededFeatures = IORING_FEAT_SINGLE_MMAP | IORING_FEAT_NODROP | IORING_FEAT_EXT_ARG | IORING_FEAT_CQE_SKIP;

    private readonly int _fd;
    private readonly byte* _rings;
    private readonly nuint _ringsBytes;
    private readonly IoUringSqe* _sqes;
    private readonly nuint _sqesBytes;
    private readonly uint* _kernelSqHead;
    private readonly uint* _sqTail;
    private readonly uint* _sqFlags;
    private readonly uint _sqMask;
    private readonly uint* _cqHead;
    private readonly uint* _cqTail;
    private readonly IoUringCqe* _cqes;
    private readonly uint _cqMask;
    private uint _tail;
    private bool _isDisposed;

    private SubmissionRing(int fd, in IoUringParams layout)
    {
        _fd = fd;
        _ringsBytes = Math.Max(
            layout.sq_off_array + (nuint)layout.sq_entries * sizeof(uint),
            layout.cq_off_cqes + (nuint)layout.cq_entries * (nuint)sizeof(IoUringCqe));
        _sqesBytes = (nuint)layout.sq_entries * (nuint)sizeof(IoUringSqe);
        _rings = Map(_ringsBytes, IORING_OFF_SQ_RING);
        _sqes = (IoUringSqe*)Map(_sqesBytes, IORING_OFF_SQES);
        _kernelSqHead = (uint*)(_rings + layout.sq_off_head);
        _sqTail = (uint*)(_rings + layout.sq_off_tail);
        _sqFlags = (uint*)(_rings + layout.sq_off_flags);
        _sqMask = *(uint*)(_rings + layout.sq_off_ring_mask);
        _cqHead = (uint*)(_rings + layout.cq_off_head);
        _cqTail = (uint*)(_rings + layout.cq_off_tail);
        _cqMask = *(uint*)(_rings + layout.cq_off_ring_mask);
        _cqes = (IoUringCqe*)(_rings + layout.cq_off_cqes);
        // Operations are taken in the order in which they are written, so the kernel's table of indices never changes.
        var order = (uint*)(_rings + layout.sq_off_array);
        for (var i = 0u; i < layout.sq_entries; i++)
        {
            order[i] = i;
        }
    }

    /// <summary>Operations written and not yet handed to the kernel.</summary>
    public uint Unsubmitted => _tail - Volatile.Read(ref *_kernelSqHead);

    /// <summary>Outcomes to be read.</summary>
    public int Ready => (int)(Volatile.Read(ref *_cqTail) - *_cqHead);

    /// <summary>Whether the kernel has work or outcomes that it shows only when entered.</summary>
    public bool HasDeferred => (Volatile.Read(ref *_sqFlags) & (IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW)) != 0;

    /// <summary>Returns a new ring, or the error number of the kernel's refusal.</summary>
    public static SubmissionRing? TryCreate(out int error)
    {
        error = 0;
        var layout = new IoUringParams { flags = SetupFlags, cq_entries = CompletionEntries };
        var fd = (int)io_uring_setup(SYS_io_uring_setup, SubmissionEntries, &layout);
        if (fd < 0)
        {
            error = Marshal.GetLastPInvokeError();
            return null;
        }

        if ((layout.features & NeededFeatures) != NeededFeatures)
        {
            _ = LibC.close(fd);
            error = Errno.EINVAL;
            return null;
        }

        var ring = new SubmissionRing(fd, layout);
        if (ring._rings != null && ring._sqes != null)
        {
            return ring;
        }

        ring.Dispose();
        error = Errno.ENOMEM;
        return null;
    }

    /// <summary>Gives the ring to the calling thread.</summary>
    /// <exception cref="LoadSetupException">The kernel refuses.</exception>
    public void Enable()
    {
        if (io_uring_register(SYS_io_uring_register, _fd, IORING_REGISTER_ENABLE_RINGS, null, 0) != 0)
        {
            throw new LoadSetupException(
                $"The transport 'io_uring' cannot start: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}. Choose the transport 'epoll'.");
        }
    }

    /// <summary>Makes a ring of buffers known under <paramref name="group"/>; 0, or the error number.</summary>
    public int RegisterBuffers(IoUringBuffer* buffers, uint count, ushort group)
    {
        var registration = new IoUringBufferRegistration { ring_addr = (ulong)buffers, ring_entries = count, bgid = group };
        return io_uring_register(SYS_io_uring_register, _fd, IORING_REGISTER_PBUF_RING, &registration, 1) == 0
            ? 0
            : Marshal.GetLastPInvokeError();
    }

    /// <summary>The next operation to fill in, cleared. Hands the earlier ones over where there is no room.</summary>
    public IoUringSqe* Next()
    {
        while (Unsubmitted > _sqMask)
        {
            // With the kernel's own work done, or it may not take any.
            Enter(0);
        }

        var sqe = _sqes + (_tail & _sqMask);
        *sqe = default;
        _tail++;
        return sqe;
    }

    /// <summary>Hands over what is written, without looking for outcomes.</summary>
    public void Submit()
    {
        Volatile.Write(ref *_sqTail, _tail);
        _ = io_uring_enter(SYS_io_uring_enter, _fd, Unsubmitted, 0, 0, null, 0);
    }

    /// <summary>Hands over what is written, lets the kernel do its deferred work, and waits for an outcome for at most the time-out.</summary>
    public void Enter(long timeoutNs)
    {
        Volatile.Write(ref *_sqTail, _tail);
        if (timeoutNs <= 0)
        {
            _ = io_uring_enter(SYS_io_uring_enter, _fd, Unsubmitted, 0, IORING_ENTER_GETEVENTS, null, 0);
            return;
        }

        var timeout = Timespec.FromNs(timeoutNs);
        var argument = new IoUringGetEventsArg { ts = (ulong)&timeout };
        _ = io_uring_enter(
            SYS_io_uring_enter, _fd, Unsubmitted, 1, IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG, &argument, (nuint)sizeof(IoUringGetEventsArg));
    }

    /// <summary>One of the outcomes that are ready; valid until released.</summary>
    public IoUringCqe* Completion(int index) => _cqes + ((*_cqHead + (uint)index) & _cqMask);

    /// <summary>Gives the room of the first outcomes back.</summary>
    public void ReleaseCompletions(int count) => Volatile.Write(ref *_cqHead, *_cqHead + (uint)count);

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (_sqes != null)
        {
            _ = munmap(_sqes, _sqesBytes);
        }

        if (_rings != null)
        {
            _ = munmap(_rings, _ringsBytes);
        }

        // The kernel cancels what is still under way.
        _ = LibC.close(_fd);
    }

    private byte* Map(nuint bytes, long offset)
    {
        var address = mmap(null, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, _fd, offset);
        return address == -1 ? null : (byte*)address;
    }
}
