using System.Runtime.InteropServices;

namespace LoadLab.Benchmarks.Interop;

/// <summary>Calls of the C library that the engine, a client, has no use for.</summary>
internal static unsafe partial class NativeMethods
{
    public const int RUSAGE_CHILDREN = -1;

    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true)]
    public static partial int getrusage(int who, ResourceUsage* usage);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int accept4(int fd, void* address, uint* length, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int kill(int pid, int signal);
}
