using System.Text.Json.Nodes;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Tests.Agents.Protocol;

public sealed class MessageCodecTests
{
    /// <summary>What a text message is on the wire: part of the protocol, never to change within a version.</summary>
    private static readonly Dictionary<string, string> GoldenTexts = new()
    {
        ["hello"] = """{"type":"hello","versions":[1,2],"name":"agent-1","instance":"11111111-2222-3333-4444-555555555555","product":"LoadLab 0.1.0","nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}""",
        ["challenge"] = """{"type":"challenge","version":1,"nonce":"ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=","proof":"ptMjOhSot69iHIp5Ye92mF/8yQLF3L5bPAYHEL9ORpo="}""",
        ["answer"] = """{"type":"answer","proof":"D2BPjGomyeEQoYjFqMrPb0oFPg54rpjrjRbWEzWPVps=","capabilities":{"host":"host","machine":"m1","processors":4,"memoryBytes":1073741824,"transports":["epoll","sockets"],"maxRatePerSecond":1500.5,"maxConnections":null,"maxDurationNs":60000000000,"allowedTargets":["http://10.0.0.1:8080"]},"running":null}""",
        ["welcome"] = """{"type":"welcome","name":"agent-1","heartbeatNs":1000000000,"leaseNs":10000000000,"run":null,"nextSequence":0}""",
        ["refused"] = """{"type":"refused","code":"wrongToken","reason":"no"}""",
        ["ping"] = """{"type":"ping","id":3,"t0Ns":-5}""",
        ["pong"] = """{"type":"pong","id":3,"t0Ns":-5,"t1Ns":6,"t2Ns":7}""",
        ["prepare"] = """{"type":"prepare","run":"00112233-4455-6677-8899-aabbccddeeff","load":{"targets":["http://10.0.0.1:8080","http://10.0.0.2:8080"],"requests":[{"name":"predict","weight":2.5,"method":"POST","path":"/predict?x=1","headers":[{"name":"X-A","value":"1"},{"name":"X-A","value":"2"}],"feedOrder":"unique","rows":3},{"name":"health","weight":1,"method":"GET","path":"/","headers":[],"feedOrder":null,"rows":0}],"stages":[{"kind":"inject","copies":0,"rate":100,"minRate":0,"maxRate":0,"iterations":0,"intervalNs":1000000000,"duringNs":30000000000,"arrivals":"poisson"}],"thinkMinimumNs":1,"thinkMaximumNs":2,"warmUpNs":5000000000,"httpVersion":"1.1","tls":{"verify":true,"caPem":null,"fingerprint":"ab"},"loops":2,"transport":null,"pacing":"precise","maxConnectionsPerLoop":10000,"connectTimeoutNs":5,"responseTimeoutNs":6,"drainTimeoutNs":7,"intervalNs":1000000000,"seed":-42},"share":{"index":1,"count":3},"rows":[{"request":1,"parts":[{"first":0,"stride":2},{"first":1,"stride":4}]}],"feedBytes":300,"processors":[1,0]}""",
        ["prepared"] = """{"type":"prepared","run":"00112233-4455-6677-8899-aabbccddeeff","transport":"epoll","transportNote":"io_uring: not permitted"}""",
        ["start"] = """{"type":"start","run":"00112233-4455-6677-8899-aabbccddeeff","atNs":12}""",
        ["started"] = """{"type":"started","run":"00112233-4455-6677-8899-aabbccddeeff","atNs":13,"lateNs":1}""",
        ["ack"] = """{"type":"ack","run":"00112233-4455-6677-8899-aabbccddeeff","sequence":4}""",
        ["health"] = """{"type":"health","run":"00112233-4455-6677-8899-aabbccddeeff","processCpuShare":0.25,"memoryBytes":1024,"unacknowledged":2}""",
        ["reshare"] = """{"type":"reshare","run":"00112233-4455-6677-8899-aabbccddeeff","epoch":1,"share":{"index":0,"count":2},"offsetNs":5000,"rows":[{"request":1,"parts":[{"first":0,"stride":2},{"first":1,"stride":4}]}]}""",
        ["reshared"] = """{"type":"reshared","run":"00112233-4455-6677-8899-aabbccddeeff","epoch":1,"accepted":true}""",
        ["giveRows"] = """{"type":"giveRows","run":"00112233-4455-6677-8899-aabbccddeeff","epoch":1,"all":true}""",
        ["rowsGiven"] = """{"type":"rowsGiven","run":"00112233-4455-6677-8899-aabbccddeeff","epoch":1,"rows":[{"request":1,"parts":[{"first":0,"stride":2},{"first":1,"stride":4}]}]}""",
        ["stageDone"] = """{"type":"stageDone","run":"00112233-4455-6677-8899-aabbccddeeff","stage":2,"atNs":99}""",
        ["endStage"] = """{"type":"endStage","run":"00112233-4455-6677-8899-aabbccddeeff","stage":2,"atNs":100}""",
        ["stop"] = """{"type":"stop","run":"00112233-4455-6677-8899-aabbccddeeff","reason":"asked to"}""",
        ["runFailed"] = """{"type":"runFailed","run":"00112233-4455-6677-8899-aabbccddeeff","code":"capReached","reason":"too much"}""",
        ["leave"] = """{"type":"leave","reason":"going"}""",
        ["bye"] = """{"type":"bye","reason":"gone"}""",
    };

    /// <summary>As the byte layouts of docs/protocol.md have them, made by other code than the product's.</summary>
    private const string GoldenChunk = "0100112233445566778899aabbccddeeffac0203010203";

    private const string GoldenInterval =
        "0200112233445566778899aabbccddeeff0002820105ffffffffc46536008094ebdc030a0907020100d209d2d42202c80107f703010105010204030105040103008001"
        + "0000e9074d010a020b0b0000010c0000030d0d0da94a8eb0977a4c1146d27c01327892994243268b0f3a192b531b9399b2deeb04";

    private const string GoldenSpec =
        """{"startedNs":55,"measuredNs":30000000000,"completedInTime":9,"okInTime":7,"peakInFlight":4,"peakConnections":128,"transport":"epoll","transportNote":"io_uring: not permitted","httpVersion":"1.1","protocolFailure":null,"tlsFailure":null,"usedUpRequest":null,"stalledRequests":1,"planArrivals":10,"cancelled":false,"generator":{"loopCpuShare":[0.5,0.25],"processCpuNs":1,"gcPauseNs":2,"allocatedBytes":3,"collections":4,"longestGcPauseNs":5,"clockStepNs":-6,"loops":[{"cpuShare":0.5,"spinShare":0.1,"runDelayShare":null,"involuntarySwitches":1,"stalls":2,"stalledShare":0.01,"longestStallNs":3,"peakConnections":64,"maxConnections":10000}],"connectionsLimitedByFiles":false,"worstIntervalStartNs":-7,"worstIntervalShare":0.5},"machine":{"busySeconds":12.5,"stolenSeconds":0,"totalSeconds":120}}""";

    public static TheoryData<int> SampleNumbers => [.. Enumerable.Range(0, Samples.All.Count)];

    public static TheoryData<int> TextNumbers => [.. Enumerable.Range(0, Samples.All.Count).Where(number => Frame.Of(Samples.All[number]).IsText)];

    public static TheoryData<int> BinaryNumbers => [.. Enumerable.Range(0, Samples.All.Count).Where(number => !Frame.Of(Samples.All[number]).IsText)];

    [Fact]
    public void Samples_HoldEveryMessageThereIs() => Assert.Equal(
        typeof(Message).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Message))).OrderBy(type => type.Name),
        Samples.All.Select(message => message.GetType()).OrderBy(type => type.Name));

    [Theory]
    [MemberData(nameof(TextNumbers))]
    public void Write_TextMessage_IsTheGoldenText(int number)
    {
        var text = Frame.Of(Samples.All[number]).Text;
        var type = (string)JsonNode.Parse(text)!["type"]!;

        Assert.Equal(GoldenTexts[type], text);
    }

    [Fact]
    public void Write_BinaryMessages_AreTheGoldenBytes()
    {
        Assert.Equal(GoldenChunk, Hex(Samples.All.OfType<FeedChunk>().Single()));
        Assert.Equal(GoldenInterval, Hex(Samples.SealedInterval()));

        // Kind, run, intervals; the digest; the figures; two bytes of a histogram, no histogram.
        var spec = System.Text.Encoding.UTF8.GetBytes(GoldenSpec);
        Assert.Equal(
            "0300112233445566778899aabbccddeeff01" + GoldenInterval[^64..] + Convert.ToHexStringLower([(byte)(spec.Length & 0x7F | 0x80), (byte)(spec.Length >> 7)])
            + Convert.ToHexStringLower(spec) + "03090800",
            Hex(Samples.Result()));
    }

    [Theory]
    [MemberData(nameof(SampleNumbers))]
    public void Read_WhatWasWritten_IsTheSameMessage(int number)
    {
        var frame = Frame.Of(Samples.All[number]);
        var read = frame.Read();

        Assert.IsType(Samples.All[number].GetType(), read);
        MessageAssert.Same(Samples.All[number], read);
    }

    [Fact]
    public void Read_RandomMessages_AreTheSameMessages()
    {
        var make = new RandomMessages(20261);
        var kinds = new HashSet<Type>();
        for (var round = 0; round < 4_000; round++)
        {
            var message = make.Next();
            kinds.Add(message.GetType());

            MessageAssert.Same(message, Frame.Of(message).Read());
        }

        Assert.Equal(Samples.All.Count, kinds.Count);
    }

    [Theory]
    [MemberData(nameof(BinaryNumbers))]
    public void Read_BinaryFrameCutAnywhere_IsMalformed(int number)
    {
        var frame = Frame.Of(Samples.All[number]);
        for (var length = 0; length < frame.Bytes.Length; length++)
        {
            AssertMalformed(frame with { Bytes = frame.Bytes[..length] });
        }
    }

    [Theory]
    [MemberData(nameof(TextNumbers))]
    public void Read_TextCutAnywhere_IsMalformed(int number)
    {
        var frame = Frame.Of(Samples.All[number]);
        for (var length = 0; length < frame.Bytes.Length; length++)
        {
            AssertMalformed(frame with { Bytes = frame.Bytes[..length] });
        }
    }

    [Theory]
    [MemberData(nameof(SampleNumbers))]
    public void Read_ByteAfterTheEnd_IsMalformed(int number)
    {
        var frame = Frame.Of(Samples.All[number]);

        AssertMalformed(frame with { Bytes = [.. frame.Bytes, frame.IsText ? (byte)'x' : (byte)0] });
    }

    [Theory]
    [MemberData(nameof(TextNumbers))]
    public void Read_WithoutAnyOneMember_IsMalformed(int number)
    {
        foreach (var json in JsonDamage.WithoutEachMember(Frame.Of(Samples.All[number]).Text))
        {
            AssertMalformed(Frame.OfText(json));
        }
    }

    [Theory]
    [MemberData(nameof(TextNumbers))]
    public void Read_NullWhereNoneMayBe_IsMalformed(int number)
    {
        string[] nullable =
        [
            "running", "run", "rows", "transport", "transportNote", "maxRatePerSecond", "maxConnections", "maxDurationNs", "feedOrder", "arrivals", "caPem", "fingerprint", "processors",
        ];
        foreach (var (json, member, parent) in JsonDamage.WithEachNull(Frame.Of(Samples.All[number]).Text))
        {
            // Of these names some are required elsewhere: a run everywhere but in Welcome and Health, a row count of a request, the list of RowsGiven.
            var type = (string)JsonNode.Parse(json)!["type"]!;
            var mayBeNull = nullable.Contains(member)
                && !(member == "run" && type is not ("welcome" or "health"))
                && !(member == "rows" && (parent != "" || type == "rowsGiven"))
                && !(member == "processors" && parent != "")
                && !(member == "transport" && type == "prepared");
            if (mayBeNull)
            {
                Frame.OfText(json).Read();
            }
            else
            {
                AssertMalformed(Frame.OfText(json));
            }
        }
    }

    [Theory]
    [InlineData("""{"type":"nothing"}""")]
    [InlineData("""{"type":"interval"}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"reason":"gone"}""")]
    [InlineData("""{"reason":"gone","type":"bye"}""")]
    [InlineData("""{"type":"bye","type":"leave","reason":"gone"}""")]
    [InlineData("""{"type":"bye","reason":"gone","reason":"twice"}""")]
    [InlineData("""{"type":"bye","reason":7}""")]
    [InlineData("""{"type":"bye","reason":"\ud800"}""")]
    [InlineData("""{"type":"bye","reason":"gone","$id":"1"}""")]
    [InlineData("""{"type":"bye","reason":["gone"]}""")]
    [InlineData("""{"type":"bye","reason":"gone",}""")]
    [InlineData("""{"type":"bye",/* no */"reason":"gone"}""")]
    [InlineData("""{"type":"ping","id":1.5,"t0Ns":0}""")]
    [InlineData("""{"type":"ping","id":"1","t0Ns":0}""")]
    [InlineData("""{"type":"ping","id":2147483648,"t0Ns":0}""")]
    [InlineData("""{"type":"ping","id":1,"t0Ns":4611686018427387905}""")]
    [InlineData("""{"type":"ping","id":1,"t0Ns":-4611686018427387905}""")]
    [InlineData("""{"type":"refused","code":0,"reason":""}""")]
    [InlineData("""{"type":"refused","code":"wrongtokens","reason":""}""")]
    [InlineData("""{"type":"refused","code":"0","reason":""}""")]
    [InlineData("""{"type":"refused","code":"7","reason":""}""")]
    [InlineData("""{"type":"health","run":null,"processCpuShare":1e999,"memoryBytes":0,"unacknowledged":0}""")]
    [InlineData("""{"type":"health","run":null,"processCpuShare":"NaN","memoryBytes":0,"unacknowledged":0}""")]
    [InlineData("""{"type":"health","run":null,"processCpuShare":-0.1,"memoryBytes":0,"unacknowledged":0}""")]
    [InlineData("""{"type":"health","run":"{00112233-4455-6677-8899-aabbccddeeff}","processCpuShare":0,"memoryBytes":0,"unacknowledged":0}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"bye\"")]
    [InlineData("")]
    [InlineData("\uFEFF{\"type\":\"bye\",\"reason\":\"gone\"}")]
    public void Read_TextThatIsNoMessage_IsMalformed(string text) => AssertMalformed(Frame.OfText(text));

    [Fact]
    public void Read_TextThatIsNotUtf8_IsMalformed()
    {
        var frame = Frame.OfText("""{"type":"bye","reason":"gone"}""");
        frame.Bytes[^4] = 0xFF;

        AssertMalformed(frame);
    }

    [Fact]
    public void Read_MembersItDoesNotKnow_ArePassedOver()
    {
        var read = Frame.OfText("""{"type":"bye","more":{"a":[1,{}]},"reason":"gone"}""").Read();

        Assert.Equal(new Bye("gone"), read);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void Read_NestedLists_OnlyToTheDepthThereMayBe(int lists, bool isTaken)
    {
        var frame = Frame.OfText($$"""{"type":"bye","reason":"gone","more":{{new string('[', lists)}}{{new string(']', lists)}}}""");

        AssertTaken(isTaken, frame);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void Read_Lists_OnlyToTheLengthThereMayBe(int items, bool isTaken)
    {
        var rows = string.Join(',', Enumerable.Repeat("""{"first":0,"stride":1}""", items));
        var anything = string.Join(',', Enumerable.Repeat('0', items));

        AssertTaken(isTaken, Frame.OfText($$"""{"type":"leave","reason":"gone","more":[{{anything}}]}"""));
        AssertTaken(isTaken, Frame.OfText($$"""{"type":"rowsGiven","run":"{{Samples.Run}}","epoch":1,"rows":[{"request":0,"parts":[{{rows}}]}]}"""));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("a", true)]
    [InlineData("Agent_1.example-x", true)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("ä", false)]
    public void Write_Name_OnlyOfTheLettersThereMayBe(string name, bool isTaken) => AssertTaken(isTaken, Samples.Hello() with { Name = name });

    [Fact]
    public void Write_LengthsOfTexts_AreBounded()
    {
        AssertTaken(true, Samples.Hello() with { Name = new string('a', 64) });
        AssertTaken(false, Samples.Hello() with { Name = new string('a', 65) });
        AssertTaken(true, new Bye(new string('a', 1000)));
        AssertTaken(true, new Bye(new string('語', 1000)));
        AssertTaken(false, new Bye(new string('a', 1001)));
        AssertTaken(false, Samples.Hello() with { Nonce = Samples.AgentNonce[..^4] });
        AssertTaken(false, Samples.Hello() with { Nonce = Samples.AgentNonce.Replace('A', '*') });
        AssertTaken(false, Samples.Hello() with { Versions = [] });
    }

    public static TheoryData<string> BadLoads => new(BadLoad.Keys);

    private static readonly Dictionary<string, Func<LoadSpec, LoadSpec>> BadLoad = new()
    {
        ["no target"] = load => load with { Targets = [] },
        ["no request"] = load => load with { Requests = [] },
        ["no stage"] = load => load with { Stages = [] },
        ["weight NaN"] = load => load with { Requests = [load.Requests[0] with { Weight = double.NaN }] },
        ["weight 0"] = load => load with { Requests = [load.Requests[0] with { Weight = 0 }] },
        ["line's end in a path"] = load => load with { Requests = [load.Requests[0] with { Path = "/ HTTP/1.1\r\n" }] },
        ["line's end in a header"] = load => load with { Requests = [load.Requests[0] with { Headers = [new HeaderSpec("A", "1\r\nB: 2")] }] },
        ["feed order"] = load => load with { Requests = [load.Requests[0] with { FeedOrder = "Unique" }] },
        ["negative rows"] = load => load with { Requests = [load.Requests[0] with { Rows = -1 }] },
        ["too many rows"] = load => load with { Requests = [load.Requests[0] with { Rows = 4_000_000 }, load.Requests[0] with { Rows = 1 }] },
        ["stage kind"] = load => load with { Stages = [load.Stages[0] with { Kind = "none" }] },
        ["negative rate"] = load => load with { Stages = [load.Stages[0] with { Rate = -1 }] },
        ["negative length"] = load => load with { Stages = [load.Stages[0] with { DuringNs = -1 }] },
        ["arrivals"] = load => load with { Stages = [load.Stages[0] with { Arrivals = "fixed" }] },
        ["think times exchanged"] = load => load with { ThinkMinimumNs = 3 },
        ["HTTP version"] = load => load with { HttpVersion = "3" },
        ["loops"] = load => load with { Loops = 0 },
        ["transport"] = load => load with { Transport = "pigeon" },
        ["pacing"] = load => load with { Pacing = "" },
        ["connections"] = load => load with { MaxConnectionsPerLoop = 0 },
        ["time-out"] = load => load with { ResponseTimeoutNs = -1 },
        ["interval"] = load => load with { IntervalNs = 0 },
        ["warm-up"] = load => load with { WarmUpNs = long.MaxValue },
    };

    [Theory]
    [MemberData(nameof(BadLoads))]
    public void Write_LoadWithAValueOutOfRange_IsRefused(string what)
    {
        var good = Samples.Prepare(0) with { Rows = null };

        AssertTaken(true, good with { Load = Samples.Load() with { Requests = [Samples.Load().Requests[0]] } });
        AssertTaken(false, good with { Load = BadLoad[what](Samples.Load()) });
    }

    [Fact]
    public void Write_ValuesOutOfRange_AreRefused()
    {
        Message[] bad =
        [
            Samples.Prepare(-1), Samples.Prepare((64 << 20) + 1), Samples.Prepare(0) with { Share = new ShareSpec(3, 3) }, Samples.Prepare(0) with { Share = new ShareSpec(-1, 3) }, Samples.Prepare(0) with { Share = new ShareSpec(1, 0) }, Samples.Prepare(0) with { Processors = [-1] },
            Samples.Prepare(0) with { Rows = [new RowsSpec(2, [])] }, new FeedChunk(Samples.Run, -1, new byte[1]), new FeedChunk(Samples.Run, 0, Array.Empty<byte>()), new Ack(Samples.Run, -1),
            new RowsGiven(Samples.Run, 0, [new RowsSpec(0, [new RowPart(0, 0)])]), new RowsGiven(Samples.Run, 0, [new RowsSpec(0, [new RowPart(-1, 1)])]),
            new Refused((RefusalCode)99, ""), new RunFailed(Samples.Run, (RunFailureCode)(-1), ""), Samples.SealedInterval() with { Digest = new byte[31] }, Samples.SealedInterval() with { LengthNs = -1 },
            Samples.SealedInterval() with { Sequence = -1 }, Samples.SealedInterval() with { Kinds = [new KindSpec(1, -1, 0)] }, Samples.Result() with { Digest = new byte[33] },
            Samples.Result() with { Spec = Samples.ResultSpec() with { Machine = new MachineSpec(double.PositiveInfinity, 0, 1) } },
            Samples.Result() with { Spec = Samples.ResultSpec() with { OkInTime = -1 } },
        ];

        Assert.All(bad, message => AssertTaken(false, message));
    }

    [Fact]
    public void Write_MessageLongerThanItMayBe_IsTooLarge()
    {
        Message[] large =
        [
            new FeedChunk(Samples.Run, 0, new byte[256 << 10]),
            Samples.SealedInterval() with { Histograms = Samples.Interval().Histograms with { OkResponse = new byte[1 << 20] } },
            Samples.Result() with { Undisturbed = new byte[8 << 20] },
            Samples.Answer(null) with { Capabilities = Samples.Capabilities() with { AllowedTargets = [new string('a', 4 << 10)] } },
            Samples.Prepare(0) with { Load = Samples.Load() with { Targets = [.. Enumerable.Repeat(new string('a', 16 << 10), 65)] } },
        ];

        Assert.All(large, message => Assert.Equal(RefusalCode.TooLarge, Assert.Throws<ProtocolException>(() => Frame.Of(message)).Code));
    }

    [Fact]
    public void Chunks_OfALongFeed_MayAllBeSent()
    {
        var feed = new byte[1_000_000];
        var chunks = FeedRowCodec.Chunks(Samples.Run, int.MaxValue, feed).ToList();

        Assert.All(chunks, chunk => Frame.Of(chunk).Read());
        Assert.Equal(feed.Length, chunks.Sum(chunk => chunk.Bytes.Length));
        Assert.Equal(4, chunks.Count);
    }

    [Fact]
    public void Read_BinaryOfAnyOtherKind_IsMalformed()
    {
        for (var kind = 0; kind < 256; kind++)
        {
            if (kind is < 1 or > 3)
            {
                AssertMalformed(new Frame(false, [(byte)kind, .. new byte[100]]));
            }
        }
    }

    /// <summary>An announced count or length is held against the bytes that are there before anything is allocated for it.</summary>
    [Fact]
    public void Read_HugeLengthInASmallFrame_AllocatesNothingOfIt()
    {
        byte[] chunk = [1, .. Samples.Run.ToByteArray(true), 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        var interval = Frame.Of(Samples.SealedInterval()).Bytes;
        // Where the number of statuses stands in the golden interval: 4096 and as many as a number can say.
        var at = Convert.ToHexStringLower(interval).IndexOf("02c80107", StringComparison.Ordinal) / 2;
        byte[][] frames = [chunk, [.. interval[..at], 0x80, 0x20, .. interval[(at + 1)..]], [.. interval[..at], 0xFF, 0xFF, 0xFF, 0xFF, 0x07, .. interval[(at + 1)..]]];
        foreach (var bytes in frames)
        {
            AssertMalformed(new Frame(false, bytes));
            var before = GC.GetAllocatedBytesForCurrentThread();
            AssertMalformed(new Frame(false, bytes));

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
        }
    }

    [Theory]
    [InlineData("8000", "a longer form of 0")]
    [InlineData("80808080808080808000", "ten bytes")]
    [InlineData("ffffffffffffffffff01", "more than 63 bits")]
    [InlineData("8080808008", "more than 31 bits")]
    public void Read_NumberInAWrongForm_IsMalformed(string request, string what)
    {
        var frame = new Frame(false, [1, .. Samples.Run.ToByteArray(true), .. Convert.FromHexString(request), 1, 7]);
        var good = new Frame(false, [1, .. Samples.Run.ToByteArray(true), 0, 1, 7]);

        Assert.NotEmpty(what);
        good.Read();
        AssertMalformed(frame);
    }

    [Fact]
    public void Read_KeysOutOfOrder_IsMalformed()
    {
        var good = GoldenInterval;
        AssertMalformed(new Frame(false, Convert.FromHexString(good.Replace("02c80107f70301", "02f70301c80107"))));
        AssertMalformed(new Frame(false, Convert.FromHexString(good.Replace("02c80107f70301", "02c80107c80101"))));
        AssertMalformed(new Frame(false, Convert.FromHexString(good.Replace("820105ffff", "820109ffff"))));
    }

    [Fact]
    public void WireEnums_AreFrozen()
    {
        Assert.Equal(
            ["wrongToken", "wrongVersion", "tooMany", "malformed", "outOfOrder", "tooLarge", "tooFast", "closing"],
            Enum.GetValues<RefusalCode>().Select(code => (string)JsonNode.Parse(Frame.Of(new Refused(code, "")).Text)!["code"]!));
        Assert.Equal(
            ["notAllowed", "cannotStart", "capReached", "failed"],
            Enum.GetValues<RunFailureCode>().Select(code => (string)JsonNode.Parse(Frame.Of(new RunFailed(Samples.Run, code, "")).Text)!["code"]!));
        Assert.Equal((1, 2, 3), ((int)MessageKind.FeedChunk, (int)MessageKind.Interval, (int)MessageKind.Result));
        Assert.Equal(
            ["inject", "inject_random", "ramping_inject", "keep_constant", "ramping_constant", "iterations_for_constant", "iterations_for_inject", "pause"],
            StageKinds.All);
        Assert.Equal([1], ProtocolVersion.Spoken);
    }

    private static string Hex(Message message) => Convert.ToHexStringLower(Frame.Of(message).Bytes);

    private static void AssertMalformed(Frame frame) => Assert.Equal(RefusalCode.Malformed, Assert.Throws<ProtocolException>(() => frame.Read()).Code);

    private static void AssertTaken(bool isTaken, Frame frame)
    {
        if (isTaken)
        {
            frame.Read();
        }
        else
        {
            AssertMalformed(frame);
        }
    }

    private static void AssertTaken(bool isTaken, Message message)
    {
        if (isTaken)
        {
            Frame.Of(message).Read();
        }
        else
        {
            Assert.Equal(RefusalCode.Malformed, Assert.Throws<ProtocolException>(() => Frame.Of(message)).Code);
        }
    }
}
