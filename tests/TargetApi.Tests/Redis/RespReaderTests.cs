using System.Text;
using LoadLab.TargetApi.Redis;

namespace LoadLab.TargetApi.Tests.Redis;

public sealed class RespReaderTests
{
    /// <summary>Every kind of reply, and what it reads as.</summary>
    public static TheoryData<string, string> Replies => new()
    {
        { "+OK\r\n", "Text OK" },
        { "+\r\n", "Text " },
        { "-ERR no such thing\r\n", "Error ERR no such thing" },
        { ":1000\r\n", "Number 1000" },
        { ":-7\r\n", "Number -7" },
        { "$5\r\nhello\r\n", "Bytes hello" },
        { "$0\r\n\r\n", "Bytes " },
        { "$4\r\n\r\n\r\n\r\n", "Bytes \r\n\r\n" },
        { "$-1\r\n", "Nothing " },
        { "*-1\r\n", "Nothing " },
        { "*0\r\n", "List []" },
        { "*2\r\n$1\r\na\r\n:2\r\n", "List [Bytes a|Number 2]" },
        { "*1\r\n*2\r\n$4\r\njobs\r\n*1\r\n*2\r\n$3\r\n1-0\r\n*2\r\n$1\r\nn\r\n$1\r\n9\r\n", "List [List [Bytes jobs|List [List [Bytes 1-0|List [Bytes n|Bytes 9]]]]]" },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task Read_EverySplitInThreePieces_ReadsTheSame(string wire, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(wire + "+next\r\n");
        for (int first = 1; first < bytes.Length; first++)
        {
            for (int second = first; second < bytes.Length; second++)
            {
                var reader = new RespReader(new PieceStream(bytes, first, second), new RespLimits());
                Assert.Equal(expected, Show(await reader.Read(CancellationToken.None)));
                Assert.Equal("Text next", Show(await reader.Read(CancellationToken.None)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task Read_EveryTruncation_EndsWithTheStream(string wire, string expected)
    {
        for (int length = 0; length < wire.Length; length++)
        {
            var reader = new RespReader(new PieceStream(Encoding.UTF8.GetBytes(wire[..length])), new RespLimits());
            await Assert.ThrowsAsync<EndOfStreamException>(async () => await reader.Read(CancellationToken.None));
        }

        Assert.NotEmpty(expected);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("\r\n")]
    [InlineData("+OK\n")]
    [InlineData(":\r\n")]
    [InlineData(":12x\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("$x\r\n")]
    [InlineData("$3\r\nabcd\r\n")]
    [InlineData("$99999999999\r\n")]
    [InlineData("$99999999999999999999\r\n")]
    [InlineData("*-2\r\n")]
    [InlineData("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n")]
    public async Task Read_Malformed_IsRefused(string wire)
    {
        var reader = new RespReader(new PieceStream(Encoding.UTF8.GetBytes(wire)), new RespLimits());
        await Assert.ThrowsAsync<RespException>(async () => await reader.Read(CancellationToken.None));
    }

    [Theory]
    [InlineData("+123456789\r\n")]
    [InlineData("$11\r\n12345678901\r\n")]
    [InlineData("*4\r\n$10\r\n1234567890\r\n$10\r\n1234567890\r\n$10\r\n1234567890\r\n$10\r\n1234567890\r\n")]
    public async Task Read_BeyondALimit_IsRefused(string wire)
    {
        var limits = new RespLimits(LineBytes: 8, BulkBytes: 10, ReplyBytes: 5 * RespLimits.ValueOverhead);
        var reader = new RespReader(new PieceStream(Encoding.UTF8.GetBytes(wire), [.. Enumerable.Range(1, wire.Length)]), limits);
        await Assert.ThrowsAsync<RespException>(async () => await reader.Read(CancellationToken.None));
    }

    [Fact]
    public async Task Read_ListThatClaimsToBeEndless_TakesNoMemoryForIt()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("*9000000000000000000\r\n:1\r\n");
        long before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new RespReader(new PieceStream(bytes), new RespLimits());
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await reader.Read(CancellationToken.None));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public async Task Read_RandomBytes_EitherReadsOrRefuses()
    {
        var random = new Random(20_11);
        byte[] alphabet = "+-:$*0123456789\r\n\r\n\r\nab"u8.ToArray();
        for (int i = 0; i < 100_000; i++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => alphabet[random.Next(alphabet.Length)])];
            var reader = new RespReader(new PieceStream(bytes, random.Next(40)), new RespLimits(BulkBytes: 1000));
            try
            {
                while (true)
                {
                    await reader.Read(CancellationToken.None);
                }
            }
            catch (Exception e) when (e is RespException or EndOfStreamException)
            {
                // The two ways out that a connection knows.
            }
        }
    }

    private static string Show(RespValue value) => value.Kind == RespKind.List
        ? $"List [{string.Join("|", value.Items.Select(Show))}]"
        : $"{value.Kind} {value.Text}";
}
