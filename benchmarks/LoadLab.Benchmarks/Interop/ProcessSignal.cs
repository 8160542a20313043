using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LoadLab.Benchmarks.Interop;

/// <summary>Signals to other processes; .NET knows only how to kill.</summary>
internal static class ProcessSignal
{
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <exception cref="Win32Exception">There is no such process, or it belongs to somebody else.</exception>
    public static void Send(int process, int signal)
    {
        if (NativeMethods.kill(process, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }
}
