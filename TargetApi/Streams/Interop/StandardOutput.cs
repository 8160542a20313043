using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Streams.Interop;

/// <summary>
/// Standard output as the kernel has it. .NET's own stream hides a reader that is gone, and a file stream would write at offsets of its own over what
/// other processes wrote to the same file.
/// </summary>
internal static unsafe partial class StandardOutput
{
    private const int Descriptor = 1;
    private const int EINTR = 4;
    private const int EAGAIN = 11;
    private const short POLLOUT = 4;

    /// <summary>Blocks until all is taken. Returns how much was: less only where nobody takes the rest (reader gone, disk full, closed).</summary>
    public static int Write(ReadOnlySpan<byte> bytes)
    {
        int done = 0;
        fixed (byte* start = bytes)
        {
            while (done < bytes.Length)
            {
                nint count = write(Descriptor, start + done, (nuint)(bytes.Length - done));
                if (count < 0 && !MayTryAgain(Marshal.GetLastPInvokeError()))
                {
                    break;
                }

                done += (int)Math.Max(count, 0);
            }
        }

        return done;
    }

    /// <summary>Who started this process may have left standard output non-blocking; then it is waited for here.</summary>
    private static bool MayTryAgain(int error)
    {
        if (error == EAGAIN)
        {
            var wait = new PollDescriptor { Descriptor = Descriptor, Events = POLLOUT };
            _ = poll(&wait, 1, -1);
        }

        return error is EAGAIN or EINTR;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, byte* bytes, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(PollDescriptor* descriptors, nuint count, int timeoutMs);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
