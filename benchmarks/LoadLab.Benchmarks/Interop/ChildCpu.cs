using System.Runtime.InteropServices;

namespace LoadLab.Benchmarks.Interop;

/// <summary>CPU time of child processes that have ended.</summary>
internal static unsafe class ChildCpu
{
    /// <summary>
    /// User and system time of all children that this process has waited for, and of those that they had waited for. The runtime waits for a
    /// child before it tells that the child exited, so the difference around one child is that child's whole tree.
    /// </summary>
    public static TimeSpan Total()
    {
        ResourceUsage usage;
        if (NativeMethods.getrusage(NativeMethods.RUSAGE_CHILDREN, &usage) != 0)
        {
            throw new InvalidOperationException($"getrusage failed with error {Marshal.GetLastPInvokeError()}.");
        }

        return TimeSpan.FromSeconds(usage.ru_utime_sec + usage.ru_stime_sec) + TimeSpan.FromMicroseconds(usage.ru_utime_usec + usage.ru_stime_usec);
    }
}
