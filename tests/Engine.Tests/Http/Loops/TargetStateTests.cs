using System.Net;
using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.Http.Transports;

namespace LoadLab.Engine.Tests.Http.Loops;

public sealed class TargetStateTests
{
    private const long MsNs = 1_000_000;

    [Fact]
    public void OnConnectFailed_AgainAndAgain_DoublesTheWaitUpToOneSecond()
    {
        var target = new TargetState(0, new ConnectTarget(new IPEndPoint(IPAddress.Loopback, 80)));
        var waits = new List<long>();
        var nowNs = MsNs;
        for (var i = 0; i < 9; i++)
        {
            target.OnConnectFailed(nowNs);
            waits.Add((target.RetryAtNs - nowNs) / MsNs);
            nowNs = target.RetryAtNs;
        }

        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 1000, 1000], waits);
    }

    [Fact]
    public void OnConnectFailed_ManyAtOnce_CountAsOne()
    {
        var target = new TargetState(0, new ConnectTarget(new IPEndPoint(IPAddress.Loopback, 80)));
        for (var i = 0; i < 100; i++)
        {
            target.OnConnectFailed(5 * MsNs + i);
        }

        Assert.Equal(15 * MsNs, target.RetryAtNs);
    }

    [Fact]
    public void OnConnected_AfterFailures_ForgetsThem()
    {
        var target = new TargetState(0, new ConnectTarget(new IPEndPoint(IPAddress.Loopback, 80)));
        target.OnConnectFailed(MsNs);
        target.OnConnected();

        Assert.Equal(0, target.RetryAtNs);
    }
}
