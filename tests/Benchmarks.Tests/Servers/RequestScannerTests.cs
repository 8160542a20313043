using System.Text;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Tests.Servers;

public sealed class RequestScannerTests
{
    private const string Get = "GET /empty HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\ncontent-LENGTH: 4\r\n\r\nbody";

    public static TheoryData<string, int> Streams => new()
    {
        { Get, 1 },
        { Post, 1 },
        { Get + Get, 2 },
        { Post + Get + Post, 3 },
        { "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n" + Get, 2 },
        { "POST / HTTP/1.1\r\nContent-Length: 8\r\n\r\n\r\n\r\n\r\n\r\n", 1 },
        { Get[..^2], 0 },
        { Post[..^1], 0 },
    };

    /// <summary>Cut in two at every place: the count must not depend on how the network cuts.</summary>
    [Theory]
    [MemberData(nameof(Streams))]
    public void Scan_EverySplit_CountsTheSame(string stream, int requests)
    {
        var bytes = Encoding.ASCII.GetBytes(stream);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var scanner = new RequestScanner();

            Assert.Equal(requests, scanner.Scan(bytes.AsSpan(0, cut)) + scanner.Scan(bytes.AsSpan(cut)));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Scan_ByteByByte_CountsTheSame(string stream, int requests)
    {
        var scanner = new RequestScanner();

        Assert.Equal(requests, Encoding.ASCII.GetBytes(stream).Sum(octet => scanner.Scan([octet])));
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n")]
    public void Scan_BodyWithoutKnownEnd_IsRefused(string head)
    {
        var scanner = new RequestScanner();

        Assert.Equal(RequestScanner.Refused, scanner.Scan(Encoding.ASCII.GetBytes(head)));
    }

    [Fact]
    public void Scan_HeadWithoutEnd_IsRefusedInsteadOfKept()
    {
        var scanner = new RequestScanner();

        Assert.Equal(RequestScanner.Refused, scanner.Scan(new byte[20_000]));
    }
}
