using LoadLab.Engine.Interop;

namespace LoadLab.Engine.Tests.Interop;

public sealed class NativeThreadTests
{
    /// <summary>Kernels before take the call and keep their slices; then the engine goes on with those.</summary>
    private static readonly Version FirstWithSlices = new(6, 12);

    [Fact]
    public void TryUseShortSlices_Thread_HasThemWhereTheKernelKnowsThem()
    {
        bool? granted = null;
        var thread = new Thread(() => granted = NativeThread.TryUseShortSlices());
        thread.Start();
        thread.Join();

        Assert.Equal(OperatingSystem.IsLinux() && Environment.OSVersion.Version >= FirstWithSlices, granted);
    }
}
