using LoadLab.Engine.Http.Wire.Http2;
using static LoadLab.Engine.Tests.Http.Wire.Http2.ServerFrames;

namespace LoadLab.Engine.Tests.Http.Wire.Http2;

/// <summary>Each rule that a server can break.</summary>
public sealed class Http2ViolationTests
{
    private const int EndStream = (int)FrameFlags.EndStream;
    private const int EndHeaders = (int)FrameFlags.EndHeaders;
    private const int Padded = (int)FrameFlags.Padded;

    private static readonly byte[] Ok = Headers(1, false, ":status: 200");

    /// <summary>A name, what the server sends after its SETTINGS, the code it is told, part of the reason.</summary>
    internal static readonly (string Rule, byte[][] Frames, Http2ErrorCode Code, string Reason)[] Rules =
    [
        ("data on stream 0", [Data(0, false, 1)], Http2ErrorCode.ProtocolError, "nobody opened"),
        ("data on an idle stream", [Data(3, false, 1)], Http2ErrorCode.ProtocolError, "nobody opened"),
        ("data on a server's stream", [Data(2, false, 1)], Http2ErrorCode.ProtocolError, "nobody opened"),
        ("data before the header", [Data(1, true, 1)], Http2ErrorCode.ProtocolError, "before the header"),
        ("data after an interim header", [Headers(1, false, ":status: 100"), Data(1, true, 1)], Http2ErrorCode.ProtocolError, "before the header"),
        ("padding as long as the data", [Ok, Frame(FrameType.Data, Padded, 1, 3, 0, 0)], Http2ErrorCode.ProtocolError, "padding of its DATA"),
        ("padded data without a length", [Ok, Frame(FrameType.Data, Padded, 1)], Http2ErrorCode.ProtocolError, "padding of its DATA"),
        ("headers on stream 0", [Headers(0, true, ":status: 200")], Http2ErrorCode.ProtocolError, "nobody opened"),
        ("headers on an idle stream", [Headers(5, true, ":status: 200")], Http2ErrorCode.ProtocolError, "nobody opened"),
        ("padding longer than the headers", [Frame(FrameType.Headers, Padded | EndHeaders, 1, 2, 0x88)], Http2ErrorCode.ProtocolError, "padding of its HEADERS"),
        ("padded headers without a length", [Frame(FrameType.Headers, Padded | EndHeaders, 1)], Http2ErrorCode.ProtocolError, "padding of its HEADERS"),
        ("priority cut short", [Frame(FrameType.Headers, 0x24, 1, 0, 0, 0, 0)], Http2ErrorCode.ProtocolError, "HEADERS"),
        ("not HPACK", [Frame(FrameType.Headers, EndHeaders, 1, 0x80)], Http2ErrorCode.CompressionError, "HPACK"),
        ("interrupted header", [Frame(FrameType.Headers, 0, 1, 0x88), Frame(FrameType.Ping, 0, 0, new byte[8])], Http2ErrorCode.ProtocolError, "interrupted"),
        ("header interrupted by an unknown frame", [Frame(FrameType.Headers, 0, 1, 0x88), Frame((FrameType)99, 0, 0)], Http2ErrorCode.ProtocolError, "interrupted"),
        ("continuation of nothing", [Frame(FrameType.Continuation, EndHeaders, 1, 0x88)], Http2ErrorCode.ProtocolError, "continued none"),
        ("continuation on another stream", [Frame(FrameType.Headers, 0, 1, 0x88), Frame(FrameType.Continuation, EndHeaders, 3)], Http2ErrorCode.ProtocolError, "another stream"),
        ("endless continuation", [Frame(FrameType.Headers, 0, 1), .. Enumerable.Repeat(Frame(FrameType.Continuation, 0, 1), 8000)], Http2ErrorCode.EnhanceYourCalm, "65536"),
        ("header too large", [Frame(FrameType.Headers, 0, 1, new byte[16000]), .. Enumerable.Repeat(Frame(FrameType.Continuation, 0, 1, new byte[16000]), 5)], Http2ErrorCode.EnhanceYourCalm, "65536"),
        ("fields too large", [Frame(FrameType.Headers, EndHeaders, 1, [0x88, 0x5f, 0x7f, 0xa1, 0x1e, .. new byte[4000].Select(_ => (byte)'a'), .. Enumerable.Repeat((byte)0xbe, 20)])], Http2ErrorCode.EnhanceYourCalm, "65536"),
        ("no status", [Headers(1, true, "server: x")], Http2ErrorCode.ProtocolError, "no :status"),
        ("empty header", [Frame(FrameType.Headers, EndHeaders | EndStream, 1)], Http2ErrorCode.ProtocolError, "no :status"),
        ("two statuses", [Headers(1, true, ":status: 200", ":status: 200")], Http2ErrorCode.ProtocolError, "pseudo-header"),
        ("status after a field", [Headers(1, true, "server: x", ":status: 200")], Http2ErrorCode.ProtocolError, "pseudo-header"),
        ("pseudo-header of a request", [Headers(1, true, ":status: 200", ":path: /")], Http2ErrorCode.ProtocolError, "pseudo-header"),
        ("status of letters", [Headers(1, true, ":status: abc")], Http2ErrorCode.ProtocolError, "no status"),
        ("status of two digits", [Headers(1, true, ":status: 20")], Http2ErrorCode.ProtocolError, "no status"),
        ("status below 100", [Headers(1, true, ":status: 099")], Http2ErrorCode.ProtocolError, "no status"),
        ("status 101", [Headers(1, false, ":status: 101")], Http2ErrorCode.ProtocolError, "101"),
        ("interim that ends the stream", [Headers(1, true, ":status: 103")], Http2ErrorCode.ProtocolError, "interim"),
        ("second header", [Ok, Headers(1, false, ":status: 200")], Http2ErrorCode.ProtocolError, "pseudo-header"),
        ("trailer that does not end", [Ok, Headers(1, false, "a: b")], Http2ErrorCode.ProtocolError, "does not end"),
        ("upper-case name", [Headers(1, true, ":status: 200", "Server: x")], Http2ErrorCode.ProtocolError, "upper-case"),
        ("space in a name", [Headers(1, true, ":status: 200", "a b: x")], Http2ErrorCode.ProtocolError, "upper-case"),
        ("no name", [Frame(FrameType.Headers, EndHeaders, 1, 0x88, 0x00, 0x00, 0x01, (byte)'a')], Http2ErrorCode.ProtocolError, "without a name"),
        ("line break in a value", [Headers(1, true, ":status: 200", "a: b\nc")], Http2ErrorCode.ProtocolError, "value of a field"),
        ("NUL in a value", [Headers(1, true, ":status: 200", "a: b\0")], Http2ErrorCode.ProtocolError, "value of a field"),
        ("space before a value", [Headers(1, true, ":status: 200", "a:  b")], Http2ErrorCode.ProtocolError, "value of a field"),
        ("tab after a value", [Headers(1, true, ":status: 200", "a: b\t")], Http2ErrorCode.ProtocolError, "value of a field"),
        ("connection", [Headers(1, true, ":status: 200", "connection: close")], Http2ErrorCode.ProtocolError, "HTTP/1.1 connections"),
        ("keep-alive", [Headers(1, true, ":status: 200", "keep-alive: 5")], Http2ErrorCode.ProtocolError, "HTTP/1.1 connections"),
        ("proxy-connection", [Headers(1, true, ":status: 200", "proxy-connection: close")], Http2ErrorCode.ProtocolError, "HTTP/1.1 connections"),
        ("transfer-encoding", [Headers(1, true, ":status: 200", "transfer-encoding: chunked")], Http2ErrorCode.ProtocolError, "HTTP/1.1 connections"),
        ("upgrade", [Headers(1, true, ":status: 200", "upgrade: h2c")], Http2ErrorCode.ProtocolError, "HTTP/1.1 connections"),
        ("length of letters", [Headers(1, true, ":status: 200", "content-length: x")], Http2ErrorCode.ProtocolError, "Content-Length"),
        ("negative length", [Headers(1, true, ":status: 200", "content-length: -1")], Http2ErrorCode.ProtocolError, "Content-Length"),
        ("two lengths", [Headers(1, true, ":status: 200", "content-length: 1", "content-length: 2")], Http2ErrorCode.ProtocolError, "Content-Length"),
        ("more body than length", [Headers(1, false, ":status: 200", "content-length: 1"), Data(1, false, 2)], Http2ErrorCode.ProtocolError, "more body"),
        ("less body than length", [Headers(1, false, ":status: 200", "content-length: 3"), Data(1, true, 2)], Http2ErrorCode.ProtocolError, "less body"),
        ("length without body", [Headers(1, true, ":status: 200", "content-length: 3")], Http2ErrorCode.ProtocolError, "less body"),
        ("body with 204", [Headers(1, false, ":status: 204"), Data(1, true, 2)], Http2ErrorCode.ProtocolError, "can be none"),
        ("body with 304", [Headers(1, false, ":status: 304"), Data(1, true, 2)], Http2ErrorCode.ProtocolError, "can be none"),
        ("reset on stream 0", [Reset(0, Http2ErrorCode.Cancel)], Http2ErrorCode.ProtocolError, "RstStream"),
        ("reset of an idle stream", [Reset(3, Http2ErrorCode.Cancel)], Http2ErrorCode.ProtocolError, "RstStream"),
        ("reset of a wrong length", [Frame(FrameType.RstStream, 0, 1, 0, 0, 0)], Http2ErrorCode.FrameSizeError, "RstStream"),
        ("settings on a stream", [Frame(FrameType.Settings, 0, 1)], Http2ErrorCode.ProtocolError, "Settings"),
        ("settings of a wrong length", [Frame(FrameType.Settings, 0, 0, new byte[7])], Http2ErrorCode.FrameSizeError, "multiple of six"),
        ("settings acknowledged with a payload", [Frame(FrameType.Settings, 1, 0, new byte[6])], Http2ErrorCode.FrameSizeError, "not empty"),
        ("push enabled", [Setting(SettingId.EnablePush, 1)], Http2ErrorCode.ProtocolError, "ENABLE_PUSH"),
        ("window setting too great", [Setting(SettingId.InitialWindowSize, 0x80000000)], Http2ErrorCode.FlowControlError, "INITIAL_WINDOW_SIZE"),
        ("frame setting too small", [Setting(SettingId.MaxFrameSize, 16383)], Http2ErrorCode.ProtocolError, "MAX_FRAME_SIZE"),
        ("frame setting too great", [Setting(SettingId.MaxFrameSize, 1 << 24)], Http2ErrorCode.ProtocolError, "MAX_FRAME_SIZE"),
        ("push", [Frame(FrameType.PushPromise, EndHeaders, 1, 0, 0, 0, 2, 0x82)], Http2ErrorCode.ProtocolError, "pushed"),
        ("ping on a stream", [Frame(FrameType.Ping, 0, 1, new byte[8])], Http2ErrorCode.ProtocolError, "Ping"),
        ("ping of a wrong length", [Frame(FrameType.Ping, 0, 0, new byte[7])], Http2ErrorCode.FrameSizeError, "Ping"),
        ("goaway on a stream", [Frame(FrameType.GoAway, 0, 1, new byte[8])], Http2ErrorCode.ProtocolError, "GoAway"),
        ("goaway cut short", [Frame(FrameType.GoAway, 0, 0, new byte[7])], Http2ErrorCode.FrameSizeError, "GOAWAY"),
        ("priority on stream 0", [Frame(FrameType.Priority, 0, 0, new byte[5])], Http2ErrorCode.ProtocolError, "Priority"),
        ("priority of a wrong length", [Frame(FrameType.Priority, 0, 1, new byte[4])], Http2ErrorCode.FrameSizeError, "Priority"),
        ("window update of 0", [WindowUpdate(1, 0)], Http2ErrorCode.ProtocolError, "of 0"),
        ("window update of 0 but for the reserved bit", [WindowUpdate(0, 0x80000000)], Http2ErrorCode.ProtocolError, "of 0"),
        ("window update of an idle stream", [WindowUpdate(3, 1)], Http2ErrorCode.ProtocolError, "WindowUpdate"),
        ("window update of a wrong length", [Frame(FrameType.WindowUpdate, 0, 0, 0, 0, 1)], Http2ErrorCode.FrameSizeError, "WindowUpdate"),
        ("connection window too great", [WindowUpdate(0, int.MaxValue)], Http2ErrorCode.FlowControlError, "WINDOW_UPDATE"),
        ("stream window too great", [WindowUpdate(1, int.MaxValue)], Http2ErrorCode.FlowControlError, "WINDOW_UPDATE"),
        ("settings that overflow a window", [WindowUpdate(1, 1_000_000), Setting(SettingId.InitialWindowSize, int.MaxValue)], Http2ErrorCode.FlowControlError, "SETTINGS made a window"),
        ("frame too long", [[0, 0x40, 1, 0, 0, 0, 0, 0, 1]], Http2ErrorCode.FrameSizeError, "16385"),
    ];

    public static TheoryData<string> RuleNames => [.. Rules.Select(rule => rule.Rule)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Receive_RuleBroken_SaysSoAndTellsTheServer(string name)
    {
        var rule = Rules.Single(rule => rule.Rule == name);
        using var driver = SessionDriver.Started(bodyLength: 1);

        Assert.Equal(ExchangeStatus.Broken, driver.Receive(rule.Frames));

        AssertBroken(driver, rule.Code, rule.Reason);
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Receive_RuleBrokenByteByByte_IsFoundAllTheSame(string name)
    {
        var rule = Rules.Single(rule => rule.Rule == name);
        using var driver = SessionDriver.Started(bodyLength: 1);

        var status = rule.Frames.SelectMany(frame => frame).Select(octet => driver.Session.Receive([octet])).FirstOrDefault(status => status != ExchangeStatus.Open);

        Assert.Equal(ExchangeStatus.Broken, status);
        AssertBroken(driver, rule.Code, rule.Reason);
    }

    [Theory]
    [InlineData((byte)FrameType.Data, EndStream)]
    [InlineData((byte)FrameType.Headers, EndHeaders | EndStream)]
    public void Receive_FrameAfterTheResponse_IsOnAClosedStream(byte type, int flags)
    {
        using var driver = SessionDriver.Started();
        Assert.Equal(ExchangeStatus.Complete, driver.Receive(Headers(1, true, ":status: 200")));

        Assert.Equal(ExchangeStatus.Broken, driver.Receive(Frame((FrameType)type, flags, 1, 0x88)));

        AssertBroken(driver, Http2ErrorCode.StreamClosed, "that was over");
    }

    [Fact]
    public void Receive_RuleBrokenAfterTheResponse_KeepsTheResponseAndNotTheConnection()
    {
        using var driver = SessionDriver.Started();

        Assert.Equal(ExchangeStatus.Complete, driver.Receive(Headers(1, true, ":status: 200"), Data(1, true, 1)));

        Assert.Equal(200, driver.Session.StatusCode);
        Assert.False(driver.Session.KeepsAlive);
    }

    [Fact]
    public void Receive_BodyAfterHead_IsRefused()
    {
        using var driver = SessionDriver.Started(toHead: true);

        Assert.Equal(ExchangeStatus.Broken, driver.Receive(Ok, Data(1, true, 1)));

        AssertBroken(driver, Http2ErrorCode.ProtocolError, "after HEAD");
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "answered in HTTP/1.")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "use HTTP/1.1")]
    public void Receive_ServerOfAnotherProtocol_SaysWhatToDo(string answer, string problem)
    {
        using var driver = new SessionDriver();
        driver.Begin();

        Assert.Equal(ExchangeStatus.Broken, driver.Receive(System.Text.Encoding.ASCII.GetBytes(answer)));

        Assert.Contains(problem, driver.Session.Problem);
    }

    [Theory]
    [InlineData((byte)FrameType.Ping, 0, 8)]
    [InlineData((byte)FrameType.Settings, 1, 0)]
    public void Receive_AnotherFrameThanSettingsFirst_IsRefused(byte type, int flags, int length)
    {
        using var driver = new SessionDriver();
        driver.Begin();

        Assert.Equal(ExchangeStatus.Broken, driver.Receive(Frame((FrameType)type, flags, 0, new byte[length])));

        Assert.Contains("did not begin", driver.Session.Problem);
    }

    [Fact]
    public void Receive_PingsWhoseAnswersNobodyTakes_AreRefusedInTheEnd()
    {
        using var driver = SessionDriver.Started();
        var pings = Enumerable.Repeat(Frame(FrameType.Ping, 0, 0, new byte[8]), 20_000).ToArray();

        Assert.Equal(ExchangeStatus.Broken, driver.Receive(pings));

        Assert.InRange(driver.Session.Output.Waiting, 1, 200_000);
        Assert.Contains("does not read", driver.Session.Problem);
    }

    private static void AssertBroken(SessionDriver driver, Http2ErrorCode code, string reason)
    {
        Assert.Contains(reason, driver.Session.Problem);
        Assert.False(driver.Session.KeepsAlive);
        var last = driver.Take()[^1];
        Assert.Equal((FrameType.GoAway, code), (last.Type, last.Code));
    }
}
