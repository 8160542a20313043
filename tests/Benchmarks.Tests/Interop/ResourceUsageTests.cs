using System.Runtime.InteropServices;
using LoadLab.Benchmarks.Interop;

namespace LoadLab.Benchmarks.Tests.Interop;

public sealed class ResourceUsageTests
{
    /// <summary>Two struct timeval and fourteen longs; a smaller one would let the kernel write beyond it.</summary>
    [Fact]
    public void Size_IsThatOfTheKernel() => Assert.Equal((2 * 2 * sizeof(long)) + (14 * sizeof(long)), Marshal.SizeOf<ResourceUsage>());
}
