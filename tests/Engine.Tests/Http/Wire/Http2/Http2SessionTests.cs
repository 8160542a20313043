using System.Buffers.Binary;
using LoadLab.Engine.Http.Wire.Http2;
using LoadLab.Engine.Http.Wire.Http2.Hpack;
using static LoadLab.Engine.Tests.Http.Wire.Http2.ServerFrames;

namespace LoadLab.Engine.Tests.Http.Wire.Http2;

public sealed class Http2SessionTests
{
    /// <summary>What nghttpd 1.52.0 sent for a first and a second GET of the same file, SETTINGS and their acknowledgement first.</summary>
    private const string FirstRecorded =
        "00000604000000000000030000006400000004010000000000005b010400000001887690aa69d29ae452a9a74a6b13015db12e0f5889a47e561cc58197000f"
        + "6196dc34fd2820a9a4fdd41004e2807ae09eb80714c5a37f0f0d01366c96dc34fd2820a9a4fdd41004e2807ae09eb806d4c5a37f5f87497ca58ae819aa"
        + "00000600010000000168656c6c6f0a";

    private const string SecondRecorded =
        "00002101040000000388c2c16196dc34fd2820a9a4fdd41004e2807ae09eb80754c5a37f0f0d0136c0bf00000600010000000368656c6c6f0a";

    /// <summary>Everything a server may send for one request, in one exchange.</summary>
    private static readonly byte[] Everything =
    [
        .. Setting(SettingId.InitialWindowSize, 1000),
        .. Frame(FrameType.Settings, (int)FrameFlags.Ack, 0),
        .. Frame(FrameType.Ping, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8),
        .. Frame(FrameType.Priority, 0, 7, new byte[5]),
        .. Frame((FrameType)0xbe, 0xff, 9, new byte[300]),
        .. WindowUpdate(0, 5000),
        .. Headers(1, false, ":status: 103", "link: a"),
        // A header with padding and priority in three frames, of which one is empty.
        .. Frame(FrameType.Headers, (int)(FrameFlags.Padded | FrameFlags.Priority), 1, [3, 0, 0, 0, 0, 9, .. Block(":status: 201", "content-length: 20")[..3], 0, 0, 0]),
        .. Frame(FrameType.Continuation, 0, 1),
        .. Frame(FrameType.Continuation, (int)FrameFlags.EndHeaders, 1, Block(":status: 201", "content-length: 20")[3..]),
        .. Frame(FrameType.Data, (int)FrameFlags.Padded, 1, [4, .. new byte[12 + 4]]),
        .. Data(1, false, 0),
        .. Data(1, false, 8),
        .. Headers(1, true, "grpc-status: 0"),
        .. Frame(FrameType.Ping, (int)FrameFlags.Ack, 0, new byte[8]),
    ];

    [Fact]
    public void Begin_FirstRequest_SendsPrefaceSettingsAndRequestAtOnce()
    {
        using var driver = new SessionDriver();
        driver.Begin();

        var frames = driver.Take();

        Assert.Equal([FrameType.Settings, FrameType.WindowUpdate, FrameType.Headers], frames.Select(frame => frame.Type));
        Assert.Equal(
            [((ushort)SettingId.EnablePush, 0), ((ushort)SettingId.InitialWindowSize, 1 << 30), ((ushort)SettingId.MaxHeaderListSize, 65536)],
            frames[0].Payload.Chunk(6).Select(entry => (BinaryPrimitives.ReadUInt16BigEndian(entry), (BinaryPrimitives.ReadInt32BigEndian(entry.AsSpan(2)) + 1) & ~1)));
        Assert.Equal((1 << 30) - 1, FlowWindow.DefaultSize + BinaryPrimitives.ReadInt32BigEndian(frames[1].Payload));
        Assert.Equal((1, FrameFlags.EndStream | FrameFlags.EndHeaders), (frames[2].StreamId, frames[2].Flags));
        Assert.Equal([HpackEncoder.NoTable, .. Block(":path: /")], frames[2].Payload);
    }

    [Fact]
    public void Begin_FurtherRequests_SendOnlyTheRequestOnTheNextStream()
    {
        using var driver = SessionDriver.Started();
        Assert.Equal(ExchangeStatus.Complete, driver.Receive(Headers(1, true, ":status: 200")));

        driver.Begin();
        var frame = Assert.Single(driver.Take());

        Assert.Equal((FrameType.Headers, 3), (frame.Type, frame.StreamId));
        Assert.Equal(Block(":path: /"), frame.Payload);
    }

    [Fact]
    public void Begin_HeadLongerThanAFrame_ContinuesIt()
    {
        using var driver = new SessionDriver();
        var head = Block($"x: {new string('\\', 40_000)}");

        driver.Begin(head, new byte[3]);
        var frames = driver.Take().Skip(2).ToArray();

        Assert.Equal([FrameType.Headers, FrameType.Continuation, FrameType.Continuation, FrameType.Data], frames.Select(frame => frame.Type));
        Assert.Equal([FrameFlags.None, FrameFlags.None, FrameFlags.EndHeaders, FrameFlags.EndStream], frames.Select(frame => frame.Flags));
        Assert.All(frames, frame => Assert.InRange(frame.Payload.Length, 1, FrameReader.MaxFrameSize));
        Assert.Equal([HpackEncoder.NoTable, .. head], frames[..3].SelectMany(frame => frame.Payload));
    }

    [Fact]
    public void Receive_RecordedExchange_CompletesAtEverySplit()
    {
        byte[] first = Convert.FromHexString(FirstRecorded), second = Convert.FromHexString(SecondRecorded);
        for (var cut = 0; cut <= first.Length; cut++)
        {
            using var driver = new SessionDriver();
            driver.Begin();
            var early = driver.Session.Receive(first.AsSpan(0, cut));
            var late = driver.Session.Receive(first.AsSpan(cut));
            Assert.Equal((ExchangeStatus.Complete, 200), (cut == first.Length ? early : late, driver.Session.StatusCode));

            driver.Begin();
            var at = Math.Min(cut, second.Length);
            early = driver.Session.Receive(second.AsSpan(0, at));
            late = driver.Session.Receive(second.AsSpan(at));
            Assert.Equal((ExchangeStatus.Complete, 200), (at == second.Length ? early : late, driver.Session.StatusCode));
            Assert.True(driver.Session.KeepsAlive);
            Assert.Null(driver.Session.Problem);
        }
    }

    [Fact]
    public void Receive_EverythingAServerMaySend_CompletesAtEverySplit()
    {
        // The last frame comes after the response.
        var complete = Everything.Length - FrameHeader.Size - 8;
        for (var cut = 0; cut <= Everything.Length; cut++)
        {
            using var driver = new SessionDriver();
            driver.Begin();
            var early = driver.Session.Receive(Everything.AsSpan(0, cut));
            var late = driver.Session.Receive(Everything.AsSpan(cut));
            AssertEverything(driver, cut >= complete ? early : late, cut >= complete ? late : early);
        }
    }

    [Fact]
    public void Receive_EverythingByteByByte_Completes()
    {
        using var driver = new SessionDriver();
        driver.Begin();

        var statuses = Everything.Select(octet => driver.Session.Receive([octet])).ToArray();

        Assert.Equal(ExchangeStatus.Complete, Assert.Single(statuses, status => status != ExchangeStatus.Open));
        AssertEverything(driver, ExchangeStatus.Complete, ExchangeStatus.Open);
    }

    private static void AssertEverything(SessionDriver driver, ExchangeStatus status, ExchangeStatus other)
    {
        Assert.Null(driver.Session.Problem);
        Assert.Equal((ExchangeStatus.Complete, ExchangeStatus.Open, 201), (status, other, driver.Session.StatusCode));
        Assert.True(driver.Session.KeepsAlive);
        var answers = driver.Take().Skip(3).ToArray();
        Assert.Equal([(FrameType.Settings, 0), (FrameType.Ping, 8)], answers.Select(frame => (frame.Type, frame.Payload.Length)));
        Assert.All(answers, frame => Assert.Equal(FrameFlags.Ack, frame.Flags));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], answers[1].Payload);
    }

    [Theory]
    [InlineData(200, false, 5, 5)]
    [InlineData(404, false, 0, 0)]
    [InlineData(200, true, 5, 0)] // HEAD
    [InlineData(304, false, 5, 0)]
    [InlineData(204, false, null, 0)]
    [InlineData(200, false, null, 40_000)]
    public void Receive_Response_IsComplete(int status, bool toHead, int? length, int body)
    {
        using var driver = SessionDriver.Started(toHead: toHead);
        string[] fields = length is { } announced ? [$":status: {status}", $"content-length: {announced}"] : [$":status: {status}"];

        var frames = new List<byte[]> { Headers(1, body == 0, fields) };
        for (var left = body; left > 0; left -= FrameReader.MaxFrameSize)
        {
            frames.Add(Data(1, left <= FrameReader.MaxFrameSize, Math.Min(left, FrameReader.MaxFrameSize)));
        }

        Assert.Equal(ExchangeStatus.Complete, driver.Receive([.. frames]));
        Assert.Equal(status, driver.Session.StatusCode);
        Assert.True(driver.Session.KeepsAlive);
        Assert.True(driver.Session.HasResponseBegun);
    }

    [Fact]
    public void Receive_DynamicTable_LastsOverResponses()
    {
        using var driver = SessionDriver.Started();
        Assert.Equal(ExchangeStatus.Complete, driver.Receive(Frame(FrameType.Headers, 5, 1, [0x48, 3, .. "599"u8])));
        driver.Begin();

        Assert.Equal(ExchangeStatus.Complete, driver.Receive(Frame(FrameType.Headers, 5, 3, 0xbe)));

        Assert.Equal(599, driver.Session.StatusCode);
    }

    [Fact]
    public void Reset_AfterAConnection_BeginsAsNew()
    {
        using var driver = SessionDriver.Started(bodyLength: 100_000);
        driver.Receive(Frame(FrameType.Headers, 0, 1, [0x48, 3, .. "599"u8]), GoAway(1, Http2ErrorCode.NoError));
        driver.Session.Reset();

        driver.Begin();

        Assert.True(driver.Session.Output.TryTake(out _));
        Assert.True(driver.Session.KeepsAlive);
        // The old connection's table is gone, and its field block too.
        Assert.Equal(ExchangeStatus.Broken, driver.Receive(Settings, Frame(FrameType.Headers, 5, 1, 0xbe)));
        Assert.Contains("HPACK", driver.Session.Problem);
    }

    [Theory]
    [InlineData((uint)Http2ErrorCode.RefusedStream, "RefusedStream (7)")]
    [InlineData(99u, "code 99")]
    public void Receive_RstStream_EndsTheRequestAndKeepsTheConnection(uint code, string name)
    {
        using var driver = SessionDriver.Started(bodyLength: 100_000);

        Assert.Equal(ExchangeStatus.Reset, driver.Receive(Headers(1, false, ":status: 200"), Reset(1, (Http2ErrorCode)code)));

        Assert.Contains(name, driver.Session.Problem);
        Assert.True(driver.Session.KeepsAlive);
        Assert.Equal(ExchangeStatus.Open, driver.Receive(WindowUpdate(0, 100_000), WindowUpdate(1, 100_000)));
        Assert.Empty(driver.Take());
        driver.Begin();
        Assert.Equal(ExchangeStatus.Complete, driver.Receive(Headers(3, true, ":status: 204")));
    }

    [Fact]
    public void Receive_GoAwayThatIncludesTheRequest_LetsItFinishAndNoOtherBegin()
    {
        using var driver = SessionDriver.Started();

        Assert.Equal(ExchangeStatus.Open, driver.Receive(GoAway(int.MaxValue, Http2ErrorCode.NoError), GoAway(1, Http2ErrorCode.NoError)));
        Assert.Equal(ExchangeStatus.Complete, driver.Receive(Headers(1, true, ":status: 200")));

        Assert.False(driver.Session.KeepsAlive);
        Assert.Null(driver.Session.Problem);
    }

    [Fact]
    public void Receive_GoAwayThatLeavesTheRequestOut_AbandonsIt()
    {
        using var driver = SessionDriver.Started();

        Assert.Equal(ExchangeStatus.Abandoned, driver.Receive(GoAway(0, Http2ErrorCode.EnhanceYourCalm)));

        Assert.False(driver.Session.KeepsAlive);
        Assert.Contains("EnhanceYourCalm", driver.Session.Problem);
    }

    [Fact]
    public void Receive_AnswerBeforeTheWholeBodyWasSent_CancelsTheRest()
    {
        using var driver = SessionDriver.Started(bodyLength: 200_000);

        Assert.Equal(ExchangeStatus.Complete, driver.Receive(Headers(1, true, ":status: 413"), Reset(1, Http2ErrorCode.NoError)));

        var cancel = Assert.Single(driver.Take());
        Assert.Equal((FrameType.RstStream, 1, Http2ErrorCode.Cancel), (cancel.Type, cancel.StreamId, cancel.Code));
        Assert.True(driver.Session.KeepsAlive);
        driver.Begin();
        Assert.Equal(3, Assert.Single(driver.Take()).StreamId);
    }

    [Fact]
    public void Receive_ExchangeAfterExchange_AllocatesNothing()
    {
        using var driver = SessionDriver.Started(bodyLength: 100);
        byte[] answer = [.. Headers(1, false, ":status: 200"), .. Data(1, true, 50)];
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(ExchangeStatus.Complete, Exchange(driver, answer));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Exchange(driver, answer);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static ExchangeStatus Exchange(SessionDriver driver, byte[] answer)
    {
        var session = driver.Session;
        var status = session.Receive(answer);
        driver.BeginAgain();
        while (session.Output.TryTake(out _))
        {
            session.Output.OnSent();
            session.Continue();
        }

        // The next answer is for the next stream: both numbers lie in the last octets of their frames' headers.
        var next = BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(5)) + 2;
        BinaryPrimitives.WriteInt32BigEndian(answer.AsSpan(5), next);
        BinaryPrimitives.WriteInt32BigEndian(answer.AsSpan(answer.Length - 50 - 4), next);
        return status;
    }

    [Fact]
    public void OnClosed_BeforeAnySettings_SaysThatItMayNotSpeakHttp2()
    {
        using var silent = new SessionDriver();
        silent.Begin();
        using var spoken = SessionDriver.Started();

        silent.Session.OnClosed();
        spoken.Session.OnClosed();

        Assert.Contains("use HTTP/1.1", silent.Session.Problem);
        Assert.Null(spoken.Session.Problem);
    }
}
