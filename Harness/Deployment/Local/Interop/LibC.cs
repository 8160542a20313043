using System.Runtime.InteropServices;

namespace LoadLab.Harness.Deployment.Local.Interop;

/// <summary>The few calls of the C library that deployment needs.</summary>
internal static partial class LibC
{
    public const int SIGKILL = 9;

    /// <summary>Sends a signal to a process, or to a group where <paramref name="pid"/> is negative. 0, or −1 with errno.</summary>
    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int pid, int sig);
}
