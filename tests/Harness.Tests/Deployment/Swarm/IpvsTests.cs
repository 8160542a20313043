using LoadLab.Harness.Deployment.Swarm;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class IpvsTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void IsSupported_NothingThere_IsFalse() => Assert.False(Ipvs.IsSupported(_root.Path, "6.1"));

    [Theory]
    [InlineData("proc/net/ip_vs", "IP Virtual Server version 1.2.1")]
    [InlineData("lib/modules/6.1/modules.dep", "kernel/net/netfilter/ipvs/ip_vs.ko: kernel/lib/libcrc32c.ko")]
    [InlineData("lib/modules/6.1/modules.builtin", "kernel/net/netfilter/ipvs/ip_vs.ko")]
    public void IsSupported_InUseLoadableOrBuiltIn_IsTrue(string file, string text)
    {
        var path = Path.Combine(_root.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);

        Assert.True(Ipvs.IsSupported(_root.Path, "6.1"));
    }
}
