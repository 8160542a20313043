using System.Diagnostics.CodeAnalysis;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Draining;

/// <summary>The end of a process in which threads are still within ONNX Runtime.</summary>
internal static class ProcessEnd
{
    /// <summary>
    /// Ends the process at once. What those threads use (counters, tensors, the library's own statics) must not be given back while they run, and
    /// the usual end of a process does: they would crash it. The kernel takes everything back anyway.
    /// </summary>
    [DoesNotReturn]
    public static void Now(ExitCode code)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit((int)code);
        }

        LibC._exit((int)code);
        throw new InvalidOperationException("The process went on after its end.");
    }
}
