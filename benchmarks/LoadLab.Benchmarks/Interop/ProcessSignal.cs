using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LoadLab.Benchmarks.Interop;

/// <summary>Signals to other processes; .NET knows only how to kill.</summary>
internal static class ProcessSignal
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <exception cref="Win32Exception">There is no such process, or it belongs to somebody else.</exception>
    public static void Send(int process, int signal)
    {
        if (!TrySend(process, signal))
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>To a process that may have ended; false where it has.</summary>
    public static bool TrySend(int process, int signal) => NativeMethods.kill(process, signal) == 0;
}
