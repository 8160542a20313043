using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Tests.Processes;

public sealed class ProcessorPairTests
{
    [Theory]
    [InlineData("0", new[] { 0 })]
    [InlineData("\t0-1\n", new[] { 0, 1 })]
    [InlineData("0-2,5,8-9", new[] { 0, 1, 2, 5, 8, 9 })]
    public void ReadList_KernelForm_IsEveryProcessor(string text, int[] expected) => Assert.Equal(expected, ProcessorPair.ReadList(text));
}
