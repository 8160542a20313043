using System.Buffers.Binary;
using LoadLab.Engine.Http.Wire.Http2;
using static LoadLab.Engine.Tests.Http.Wire.Http2.ServerFrames;

namespace LoadLab.Engine.Tests.Http.Wire.Http2;

/// <summary>Flow control, both ways.</summary>
public sealed class Http2FlowTests
{
    [Fact]
    public void Begin_BodyBeyondTheWindow_WaitsForBothWindows()
    {
        using var driver = new SessionDriver();
        driver.Begin(bodyLength: 100_000);
        Assert.Equal(FlowWindow.DefaultSize, BodyBytes(driver.Take()));

        driver.Receive(Settings, WindowUpdate(1, 50_000));
        Assert.Equal(0, BodyBytes(driver.Take()));
        driver.Receive(WindowUpdate(0, 10_000));
        Assert.Equal(10_000, BodyBytes(driver.Take()));
        driver.Receive(WindowUpdate(0, 1_000_000));
        var last = driver.Take();

        Assert.Equal(100_000 - FlowWindow.DefaultSize - 10_000, BodyBytes(last));
        Assert.True(last[^1].Has(FrameFlags.EndStream));
        Assert.False(driver.Session.IsRequestUnsent);
    }

    [Fact]
    public void Begin_Body_IsTheBodyInFramesOfThePeersSize()
    {
        using var driver = new SessionDriver();
        var body = new byte[60_000];
        new Random(1).NextBytes(body);

        driver.Begin(Block(":path: /"), body);
        var data = driver.Take().Where(frame => frame.Type == FrameType.Data).ToArray();

        Assert.Equal(body, data.SelectMany(frame => frame.Payload));
        Assert.Equal([16384, 16384, 16384, 60_000 - 3 * 16384], data.Select(frame => frame.Payload.Length));
        Assert.Equal([false, false, false, true], data.Select(frame => frame.Has(FrameFlags.EndStream)));
    }

    [Fact]
    public void Begin_LargerFramesPermitted_UsesThem()
    {
        using var driver = SessionDriver.Started();
        driver.Receive(Setting(SettingId.MaxFrameSize, 40_000), Headers(1, true, ":status: 200"));
        driver.Begin(bodyLength: 50_000);

        Assert.Equal([40_000, 10_000], driver.Take().Where(frame => frame.Type == FrameType.Data).Select(frame => frame.Payload.Length));
    }

    [Fact]
    public void Begin_BodyOfMegabytes_GoesThroughABufferOfBoundedSize()
    {
        using var driver = SessionDriver.Started();
        driver.Receive(
            Setting(SettingId.InitialWindowSize, int.MaxValue), WindowUpdate(0, int.MaxValue - FlowWindow.DefaultSize), Headers(1, true, ":status: 200"));
        driver.Begin(bodyLength: 3_000_000);

        Assert.InRange(driver.Session.Output.Waiting, 1, 100_000);
        Assert.True(driver.Session.IsRequestUnsent);
        Assert.Equal(3_000_000, BodyBytes(driver.Take()));
        Assert.False(driver.Session.IsRequestUnsent);
    }

    [Fact]
    public void Receive_InitialWindowLoweredInFlight_MayGoBelowZeroAndComesBack()
    {
        using var driver = new SessionDriver();
        driver.Begin(bodyLength: 100_000);
        driver.Take();

        // 65,535 were sent; the window is now 1,000 - 65,535.
        driver.Receive(Setting(SettingId.InitialWindowSize, 1_000), WindowUpdate(0, 1_000_000));
        Assert.Equal(0, BodyBytes(driver.Take()));
        driver.Receive(WindowUpdate(1, 64_535));
        Assert.Equal(0, BodyBytes(driver.Take()));
        driver.Receive(WindowUpdate(1, 10));
        Assert.Equal(10, BodyBytes(driver.Take()));
        driver.Receive(Setting(SettingId.InitialWindowSize, 1_500));
        Assert.Equal(500, BodyBytes(driver.Take()));
    }

    [Fact]
    public void Begin_InitialWindowOfZero_SendsTheHeadAlone()
    {
        using var driver = SessionDriver.Started();
        driver.Receive(Setting(SettingId.InitialWindowSize, 0), Headers(1, true, ":status: 200"));
        driver.Begin(bodyLength: 5);

        Assert.Equal([FrameType.Settings, FrameType.Headers], driver.Take().Select(frame => frame.Type));
        driver.Receive(WindowUpdate(3, 5));
        Assert.Equal(5, BodyBytes(driver.Take()));
    }

    [Fact]
    public void Begin_NoStreamPermitted_WaitsUntilOneIs()
    {
        using var driver = SessionDriver.Started();
        driver.Receive(Setting(SettingId.MaxConcurrentStreams, 0), Headers(1, true, ":status: 200"));
        driver.Begin(bodyLength: 5);
        Assert.Equal(FrameType.Settings, Assert.Single(driver.Take()).Type);

        Assert.Equal(ExchangeStatus.Open, driver.Receive(Setting(SettingId.MaxConcurrentStreams, 1)));

        Assert.Equal([FrameType.Settings, FrameType.Headers, FrameType.Data], driver.Take().Select(frame => frame.Type));
    }

    [Fact]
    public void Receive_GoAwayWhileNoStreamIsPermitted_AbandonsTheRequest()
    {
        using var driver = SessionDriver.Started();
        driver.Receive(Setting(SettingId.MaxConcurrentStreams, 0), Headers(1, true, ":status: 200"));
        driver.Begin();

        Assert.Equal(ExchangeStatus.Abandoned, driver.Receive(GoAway(1, Http2ErrorCode.NoError)));
    }

    [Fact]
    public void Receive_HalfAWindowOfData_GivesItBackInOneUpdateEach()
    {
        const int Portion = ((1 << 30) - 1) / 2;
        using var driver = SessionDriver.Started();
        driver.Receive(Headers(1, false, ":status: 200"));
        var data = Data(1, false, FrameReader.MaxFrameSize);
        for (var received = 0; received + FrameReader.MaxFrameSize < Portion; received += FrameReader.MaxFrameSize)
        {
            driver.Session.Receive(data);
        }

        Assert.Equal(0, driver.Session.Output.Waiting);
        driver.Session.Receive(data);

        var updates = driver.Take();
        Assert.Equal([(FrameType.WindowUpdate, 0), (FrameType.WindowUpdate, 1)], updates.Select(frame => (frame.Type, frame.StreamId)));
        Assert.All(updates, frame => Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(frame.Payload), Portion, Portion + FrameReader.MaxFrameSize));
    }

    [Fact]
    public void Receive_ControlFrameWhileTheTransportIsBusy_WaitsItsTurnBehindTheBody()
    {
        using var driver = SessionDriver.Started();
        driver.Receive(Headers(1, true, ":status: 200"));
        driver.Begin(bodyLength: 10);
        Assert.True(driver.Session.Output.TryTake(out var request));

        driver.Receive(Frame(FrameType.Ping, 0, 0, new byte[8]));
        Assert.False(driver.Session.Output.TryTake(out _));
        Assert.True(driver.Session.IsRequestUnsent);
        driver.Session.Output.OnSent();
        driver.Session.Continue();
        Assert.True(driver.Session.Output.TryTake(out var answer));

        Assert.NotEqual(request.Address, answer.Address);
        Assert.Equal(FrameHeader.Size + 8, answer.Length);
    }

    private static int BodyBytes(List<ClientFrame> frames) => frames.Where(frame => frame.Type == FrameType.Data).Sum(frame => frame.Payload.Length);
}
