using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop.IoUring;

/// <summary>io_uring, raw (io_uring(7), <c>linux/io_uring.h</c>): system calls by number, because no C library names them; errors in the last P/Invoke error.</summary>
internal static unsafe partial class IoUringNative
{
    /// <summary>Numbers of calls added since Linux 5.1, the same on every architecture.</summary>
    public const int SYS_io_uring_setup = 425;
    public const int SYS_io_uring_enter = 426;
    public const int SYS_io_uring_register = 427;

    public const uint IORING_SETUP_CQSIZE = 1 << 3;
    public const uint IORING_SETUP_R_DISABLED = 1 << 6;
    public const uint IORING_SETUP_SUBMIT_ALL = 1 << 7;
    public const uint IORING_SETUP_TASKRUN_FLAG = 1 << 9;
    public const uint IORING_SETUP_SINGLE_ISSUER = 1 << 12;
    public const uint IORING_SETUP_DEFER_TASKRUN = 1 << 13;

    public const uint IORING_FEAT_SINGLE_MMAP = 1 << 0;
    public const uint IORING_FEAT_NODROP = 1 << 1;
    public const uint IORING_FEAT_EXT_ARG = 1 << 8;
    public const uint IORING_FEAT_CQE_SKIP = 1 << 11;

    public const uint IORING_ENTER_GETEVENTS = 1 << 0;
    public const uint IORING_ENTER_EXT_ARG = 1 << 3;

    public const uint IORING_SQ_CQ_OVERFLOW = 1 << 1;
    public const uint IORING_SQ_TASKRUN = 1 << 2;

    public const byte IORING_OP_POLL_ADD = 6;
    public const byte IORING_OP_SEND = 26;
    public const byte IORING_OP_RECV = 27;

    public const byte IOSQE_BUFFER_SELECT = 1 << 5;
    public const byte IOSQE_CQE_SKIP_SUCCESS = 1 << 6;

    public const ushort IORING_RECVSEND_POLL_FIRST = 1 << 0;
    public const ushort IORING_RECV_MULTISHOT = 1 << 1;
    public const uint IORING_POLL_ADD_MULTI = 1 << 0;

    public const uint IORING_CQE_F_BUFFER = 1 << 0;
    public const uint IORING_CQE_F_MORE = 1 << 1;
    public const int IORING_CQE_BUFFER_SHIFT = 16;

    public const uint IORING_REGISTER_ENABLE_RINGS = 12;
    public const uint IORING_REGISTER_PBUF_RING = 22;

    public const long IORING_OFF_SQ_RING = 0;
    public const long IORING_OFF_SQES = 0x1000_0000;

    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;
    public const int MAP_SHARED = 0x01;
    public const int MAP_PRIVATE = 0x02;
    public const int MAP_ANONYMOUS = 0x20;
    public const int MAP_POPULATE = 0x8000;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint io_uring_setup(nint number, nuint entries, IoUringParams* parameters);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint io_uring_enter(
        nint number, nint fd, nuint toSubmit, nuint minComplete, nuint flags, IoUringGetEventsArg* argument, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint io_uring_register(nint number, nint fd, nuint operation, void* argument, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint mmap(void* address, nuint length, int protection, int flags, int fd, long offset);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int munmap(void* address, nuint length);
}
