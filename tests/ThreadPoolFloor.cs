using System.Runtime.CompilerServices;

namespace LoadLab.Tests;

/// <summary>Threads for the tests' own servers, before the first of them starts.</summary>
internal static class ThreadPoolFloor
{
    // The pool begins with a thread for each processor and adds about two a second. Where the first tests hold those few, a server's timer
    // of 40 ms fires hundreds of milliseconds late, and a test waits for the pool instead of for what it is about.
    private const int Threads = 64;

#pragma warning disable CA2255 // A test assembly is no library: nobody else's program runs this.
    [ModuleInitializer]
    internal static void Raise()
    {
        ThreadPool.GetMinThreads(out _, out var completionPorts);
        ThreadPool.SetMinThreads(Threads, completionPorts);
    }
#pragma warning restore CA2255
}
