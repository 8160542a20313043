using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary>The C library of 64-bit Linux, raw: native names, native results, error number in the last P/Invoke error.</summary>
internal static unsafe partial class LibC
{
    private const string Library = "libc";

    public const int AF_INET = 2;
    public const int AF_INET6 = 10;
    public const int SOCK_STREAM = 1;
    public const int SOCK_NONBLOCK = 0x800;
    public const int SOCK_CLOEXEC = 0x80000;
    public const int SOL_SOCKET = 1;
    public const int SO_ERROR = 4;
    public const int IPPROTO_TCP = 6;
    public const int TCP_NODELAY = 1;
    public const int MSG_NOSIGNAL = 0x4000;
    public const int MSG_WAITALL = 0x100;
    public const int SHUT_RDWR = 2;
    public const int F_SETFL = 4;

    public const int EPOLL_CLOEXEC = 0x80000;
    public const int EPOLL_CTL_ADD = 1;
    public const int EPOLL_CTL_MOD = 3;
    public const uint EPOLLIN = 0x1;
    public const uint EPOLLOUT = 0x4;
    public const uint EPOLLERR = 0x8;
    public const uint EPOLLHUP = 0x10;
    public const uint EPOLLRDHUP = 0x2000;
    public const uint EPOLLET = 0x8000_0000;

    public const int EFD_NONBLOCK = 0x800;
    public const int EFD_CLOEXEC = 0x80000;
    public const short POLLIN = 0x1;
    public const short POLLOUT = 0x4;

    public const int CLOCK_PROCESS_CPUTIME_ID = 2;
    public const int CLOCK_THREAD_CPUTIME_ID = 3;
    public const int PR_SET_TIMERSLACK = 29;
    public const int RLIMIT_NOFILE = 7;
    public const int RUSAGE_THREAD = 1;
    public const int O_CLOEXEC = 0x80000;

    /// <summary>The same on every architecture, as all calls added since Linux 5.1.</summary>
    public const int SYS_epoll_pwait2 = 441;

    [LibraryImport(Library, SetLastError = true)]
    public static partial int socket(int domain, int type, int protocol);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int connect(int fd, void* address, uint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint send(int fd, void* buffer, nuint length, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint recv(int fd, void* buffer, nuint length, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint read(int fd, void* buffer, nuint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint write(int fd, void* buffer, nuint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int open(byte* path, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint pread(int fd, void* buffer, nuint length, long offset);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int close(int fd);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int shutdown(int fd, int how);

    /// <summary>For commands with an integer argument; the C function takes any.</summary>
    [LibraryImport(Library, SetLastError = true)]
    public static partial int fcntl(int fd, int command, nint argument);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int getsockopt(int fd, int level, int option, void* value, uint* length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int setsockopt(int fd, int level, int option, void* value, uint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int epoll_create1(int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int epoll_ctl(int epfd, int operation, int fd, void* epollEvent);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int epoll_wait(int epfd, void* events, int maxEvents, int timeoutMs);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int ppoll(PollDescriptor* descriptors, nuint count, Timespec* timeout, void* signalMask);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int eventfd(uint initial, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int sched_setaffinity(int pid, nuint size, void* mask);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int sched_getaffinity(int pid, nuint size, void* mask);

    /// <summary>The numbers of <c>sched_setattr</c> and <c>sched_getattr</c>, which differ by architecture; null on one not known here.</summary>
    public static (int Set, int Get)? SchedAttrCalls => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (314, 315),
        Architecture.Arm64 => (274, 275),
        _ => null,
    };

    /// <summary><c>sched_setattr</c> and <c>sched_getattr</c> by number: C libraries before glibc 2.41 have no names for them. The last argument is the latter's alone.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint syscall_sched_attr(nint number, nint pid, SchedulingAttributes* attributes, nint sizeOrFlags, nint flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int prctl(int option, ulong argument2, ulong argument3, ulong argument4, ulong argument5);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int clock_gettime(int clock, Timespec* time);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int getrusage(int who, ResourceUsage* usage);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int getrlimit(int resource, ResourceLimit* limit);

    /// <summary><c>epoll_pwait2</c> by number: C libraries older than the call have no name for it.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint syscall_epoll_pwait2(
        nint number, nint epfd, void* events, nint maxEvents, Timespec* timeout, void* signalMask, nint signalMaskSize);
}
