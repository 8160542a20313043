using LoadLab.Benchmarks.Users;

namespace LoadLab.Benchmarks.Tests.Users;

public sealed class OpenFileLimitTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 524_288)]
    [InlineData("Max open files            1024                 unlimited            files     ", long.MaxValue)]
    public void HardLimit_KernelTable_IsTheThirdColumn(string line, long expected) =>
        Assert.Equal(expected, OpenFileLimit.HardLimit(["Limit                     Soft Limit           Hard Limit           Units     ", line]));
}
