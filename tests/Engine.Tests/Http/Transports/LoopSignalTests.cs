using LoadLab.Engine.Http.Transports.Sockets;
using LoadLab.Engine.Interop;

namespace LoadLab.Engine.Tests.Http.Transports;

public sealed unsafe class LoopSignalTests
{
    /// <summary>More than other suites open meanwhile, so that one of them gets the number that the signal had.</summary>
    private const int Descriptors = 64;

    [Fact]
    public void Set_AfterItsLoopIsDone_WritesIntoNobodyElsesDescriptor()
    {
        var signal = new EventFdSignal();
        signal.Announce();
        signal.Dispose();
        var others = Enumerable.Range(0, Descriptors).Select(_ => LibC.eventfd(0, LibC.EFD_NONBLOCK | LibC.EFD_CLOEXEC)).ToList();

        signal.Set();

        Assert.All(others, other => Assert.Equal(-1, Read(other)));
        others.ForEach(other => LibC.close(other));
    }

    [Fact]
    public void Set_AfterAPortableLoopIsDone_DoesNothing()
    {
        var signal = new PortableSignal();
        signal.Announce();
        signal.Dispose();

        signal.Set();
    }

    [Fact]
    public void Set_Announced_EndsTheSleep()
    {
        using var signal = LoopSignal.Create();
        signal.Announce();
        signal.Set();

        signal.Sleep(timeoutNs: 60_000_000_000);
    }

    private static long Read(int descriptor)
    {
        ulong count;
        return LibC.read(descriptor, &count, sizeof(ulong));
    }
}
