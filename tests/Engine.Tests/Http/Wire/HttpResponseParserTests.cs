using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Tests.Http.Wire;

public sealed class HttpResponseParserTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nServer: x\r\n";

    /// <summary>Response, status, whether the connection may be kept; all complete by themselves.</summary>
    public static TheoryData<string, int, bool> Complete => new()
    {
        { Head + "Content-Length: 5\r\n\r\nhello", 200, true },
        { Head + "content-LENGTH:5 \r\n\r\nhello", 200, true },
        { Head + "Content-Length: 0\r\n\r\n", 200, true },
        { Head + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 200, true },
        { Head + "Content-Length: 2\r\nConnection: Close\r\n\r\n{}", 200, false },
        { Head + "Content-Length: 2\r\nConnection: foo, close\r\n\r\n{}", 200, false },
        { Head + "Connection: keep-alive\r\nContent-Length: 2\r\n\r\n{}", 200, true },
        { Head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 200, true },
        { Head + "Transfer-Encoding: gzip, Chunked\r\n\r\n1;a=b\r\nx\r\n00a\r\n0123456789\r\n0\r\n\r\n", 200, true },
        { Head + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nTrailer: a\r\nOther: b\r\n\r\n", 200, true },
        { Head + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1\r\nx\r\n0\r\n\r\n", 200, false },
        { "HTTP/1.1 204 No Content\r\n\r\n", 204, true },
        { "HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n", 204, true },
        { "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", 304, true },
        { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nx", 201, true },
        { "HTTP/1.1 500\r\nContent-Length: 1\r\n\r\nx", 500, true },
        { "HTTP/1.1 404 \r\nContent-Length: 1\r\n\r\nx", 404, true },
        { "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, false },
        { "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", 200, true },
        { "HTTP/1.1 200 OK\nContent-Length: 1\n\nx", 200, true },
        { "HTTP/1.1 599 Ours\r\nX-Long: " + new string('v', 3000) + "\r\nContent-Length: 300\r\n\r\n" + new string('b', 300), 599, true },
    };

    public static TheoryData<string> CompleteBytes => [.. Complete.Select(row => (string)row[0])];

    /// <summary>Inputs that no more bytes could mend.</summary>
    public static TheoryData<string> Malformed =>
    [
        "\r\n",
        "X",
        "HTTQ",
        "HTTP/2 200 OK\r\n",
        "HTTP/1.1  200 OK\r\n",
        "HTTP/1.1 20\r\n",
        "HTTP/1.1 2000 OK\r\n",
        "HTTP/1.1 abc OK\r\n",
        "HTTP/1.1 099 OK\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        Head + "no colon\r\n",
        Head + ": no name\r\n",
        Head + "Name : space\r\n",
        Head + " folded: line\r\n",
        Head + "Content-Length: -1\r\n",
        Head + "Content-Length: +1\r\n",
        Head + "Content-Length: 1 2\r\n",
        Head + "Content-Length:\r\n",
        Head + "Content-Length: 1, 1\r\n",
        Head + "Content-Length: 99999999999999999999\r\n",
        Head + "Content-Length: 1\r\nContent-Length: 2\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\n\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\n8000000000000000\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\n0\r\nno colon\r\n",
        "HTTP/1.1 200 " + new string('r', HttpResponseParser.MaxHeadBytes),
        Head + "X: " + new string('v', HttpResponseParser.MaxHeadBytes),
        Head + "Transfer-Encoding: chunked\r\n\r\n1;" + new string('e', HttpResponseParser.MaxHeadBytes),
        Head + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + string.Concat(Enumerable.Repeat("T: a\r\n", HttpResponseParser.MaxHeadBytes / 6 + 1)),
        string.Concat(Enumerable.Repeat("HTTP/1.1 100 C\r\n\r\n", HttpResponseParser.MaxHeadBytes / 18 + 1)),
    ];

    [Theory]
    [MemberData(nameof(Complete))]
    public void Parse_CutAtEveryPoint_CompletesAtTheLastByte(string response, int status, bool keepsAlive)
    {
        var bytes = Encoding.Latin1.GetBytes(response);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var parser = NewParser();
            AssertComplete(Feed(ref parser, bytes, [cut]), bytes.Length, parser, status, keepsAlive);
        }
    }

    [Theory]
    [MemberData(nameof(Complete))]
    public void Parse_OneByteAtATime_CompletesAtTheLastByte(string response, int status, bool keepsAlive)
    {
        var bytes = Encoding.Latin1.GetBytes(response);
        var parser = NewParser();

        AssertComplete(Feed(ref parser, bytes, Enumerable.Range(0, bytes.Length)), bytes.Length, parser, status, keepsAlive);
    }

    [Theory]
    [MemberData(nameof(Complete))]
    public void Parse_FollowedByAnotherResponse_TakesOnlyItsOwnBytes(string response, int status, bool keepsAlive)
    {
        var bytes = Encoding.Latin1.GetBytes(response + "HTTP/1.1 200 OK\r\n");
        var parser = NewParser();

        AssertComplete(Feed(ref parser, bytes, []), response.Length, parser, status, keepsAlive);
    }

    [Theory]
    [MemberData(nameof(CompleteBytes))]
    public void EndOfStream_BeforeTheLastByte_IsNotComplete(string response)
    {
        var bytes = Encoding.Latin1.GetBytes(response);
        for (var length = 0; length < bytes.Length; length++)
        {
            var parser = NewParser();
            Assert.Equal((ParseStatus.Incomplete, length), Feed(ref parser, bytes[..length], []));
            Assert.Equal(ParseStatus.Incomplete, parser.EndOfStream());
        }
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Parse_MalformedAtEverySplit_IsRefused(string response)
    {
        var bytes = Encoding.Latin1.GetBytes(response);
        for (var cut = 0; cut <= Math.Min(bytes.Length, 200); cut++)
        {
            var parser = NewParser();
            Assert.Equal(ParseStatus.Malformed, Feed(ref parser, bytes, [cut]).Status);
        }
    }

    [Theory]
    [InlineData(Head + "\r\nuntil the end")]
    [InlineData(Head + "Transfer-Encoding: gzip\r\n\r\nuntil the end")]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\nuntil the end")]
    public void EndOfStream_BodyWithoutLength_CompletesAndDoesNotKeepTheConnection(string response)
    {
        var bytes = Encoding.Latin1.GetBytes(response);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var parser = NewParser();
            Assert.Equal(ParseStatus.Incomplete, Feed(ref parser, bytes, [cut]).Status);
            Assert.Equal(ParseStatus.Complete, parser.EndOfStream());
            Assert.False(parser.KeepsAlive);
        }
    }

    [Fact]
    public void Parse_AnswerToHead_HasNoBodyWhateverItsLength()
    {
        var bytes = Encoding.Latin1.GetBytes(Head + "Content-Length: 1000\r\n\r\n");
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var parser = NewParser(toHead: true);
            AssertComplete(Feed(ref parser, bytes, [cut]), bytes.Length, parser, 200, keepsAlive: true);
        }
    }

    [Fact]
    public void Parse_AfterReset_ForgetsTheResponseBefore()
    {
        var parser = NewParser();
        Feed(ref parser, Encoding.Latin1.GetBytes("HTTP/1.0 500 X\r\nConnection: close\r\nContent-Le"), []);
        parser.Reset(toHead: false);
        var bytes = Encoding.Latin1.GetBytes(Head + "Content-Length: 2\r\n\r\n{}");

        AssertComplete(Feed(ref parser, bytes, []), bytes.Length, parser, 200, keepsAlive: true);
    }

    [Fact]
    public void Parse_RandomBytes_EndsAndNeverTakesMoreThanGiven() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[], byte[]>((prefix, rest) =>
        {
            var parser = NewParser();
            byte[] bytes = [.. prefix, .. rest];
            return Feed(ref parser, bytes, [prefix.Length]).Consumed <= bytes.Length;
        }));

    [Fact]
    public void Parse_MutatedResponses_ReadTheSameWhateverTheSplit()
    {
        var samples = Complete.Select(row => Encoding.Latin1.GetBytes((string)row[0])).Where(bytes => bytes.Length < 500).ToArray();
        var cases = from sample in Gen.Elements(samples)
                    from place in Gen.Choose(0, sample.Length - 1)
                    from value in Gen.Choose(0, 255)
                    from cut in Gen.Choose(0, sample.Length)
                    select (sample, place, value, cut);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(cases.ToArbitrary(), mutated =>
        {
            var bytes = (byte[])mutated.sample.Clone();
            bytes[mutated.place] = (byte)mutated.value;
            HttpResponseParser whole = NewParser(), split = NewParser();
            var atOnce = Feed(ref whole, bytes, []);
            var inPieces = Feed(ref split, bytes, [mutated.cut]);
            // A malformed response may be found out earlier in smaller pieces; anything else must agree to the byte.
            return atOnce.Status == inPieces.Status
                && (atOnce.Status == ParseStatus.Malformed || (atOnce.Consumed == inPieces.Consumed && whole.StatusCode == split.StatusCode));
        }));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "X: endless header\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", "endless line")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "endless extension")]
    [InlineData("", "HTTP/1.1 100 endless\r\n\r\n")]
    public void Parse_WithoutEnd_IsRefusedWithinABoundOfBytesAndMemory(string beginning, string again)
    {
        var parser = NewParser();
        var piece = Encoding.Latin1.GetBytes(again);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var status = parser.Parse(Encoding.Latin1.GetBytes(beginning), out _);
        long fed = 0;
        for (; status == ParseStatus.Incomplete && fed < 4 * HttpResponseParser.MaxHeadBytes; fed += piece.Length)
        {
            status = parser.Parse(piece, out _);
        }

        Assert.Equal(ParseStatus.Malformed, status);
        Assert.InRange(fed, 0, HttpResponseParser.MaxHeadBytes + piece.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * HttpResponseParser.MaxHeadBytes);
    }

    [Fact]
    public void Parse_BodyWithoutEnd_KeepsNothingOfIt()
    {
        var parser = NewParser();
        parser.Parse(Encoding.Latin1.GetBytes(Head + "\r\n"), out _);
        var piece = new byte[1 << 20];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var incomplete = 0;
        for (var i = 0; i < 100; i++)
        {
            incomplete += parser.Parse(piece, out _) == ParseStatus.Incomplete ? 1 : 0;
        }

        Assert.Equal((100, before), (incomplete, GC.GetAllocatedBytesForCurrentThread()));
    }

    [Fact]
    public void Parse_SteadyStream_AllocatesNothing()
    {
        var bytes = Encoding.Latin1.GetBytes(Head + "Content-Length: 5\r\n\r\nhello");
        var parser = NewParser();
        Feed(ref parser, bytes, [3, 20, 40]);
        parser.Reset(toHead: false);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            parser.Parse(bytes.AsSpan(0, 20), out _);
            parser.Parse(bytes.AsSpan(20), out _);
            parser.Reset(toHead: false);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static HttpResponseParser NewParser(bool toHead = false)
    {
        var parser = new HttpResponseParser();
        parser.Reset(toHead);
        return parser;
    }

    /// <summary>Feeds pieces that end at the cuts; each piece is an array of its own, so that a read beyond it throws.</summary>
    private static (ParseStatus Status, int Consumed) Feed(ref HttpResponseParser parser, byte[] bytes, IEnumerable<int> cuts)
    {
        var start = 0;
        foreach (var end in cuts.Append(bytes.Length))
        {
            var piece = bytes.AsSpan(start, end - start).ToArray();
            var status = parser.Parse(piece, out var consumed);
            if (status != ParseStatus.Incomplete)
            {
                return (status, start + consumed);
            }

            Assert.Equal(end - start, consumed);
            start = end;
        }

        return (ParseStatus.Incomplete, start);
    }

    private static void AssertComplete((ParseStatus Status, int Consumed) outcome, int length, HttpResponseParser parser, int status, bool keepsAlive)
    {
        Assert.Equal((ParseStatus.Complete, length), outcome);
        Assert.Equal(status, parser.StatusCode);
        Assert.Equal(keepsAlive, parser.KeepsAlive);
    }
}
