using System.Text;
using BenchmarkDotNet.Attributes;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Benchmarks.Micro;

/// <summary>The response parser on responses as they come off the wire. Not sealed: BenchmarkDotNet refuses sealed classes.</summary>
public class ParserBenchmarks : IByteBenchmarks
{
    private const string Head = "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Type: application/json\r\n";

    private static readonly byte[] Small = Encoding.ASCII.GetBytes($"{Head}Content-Length: 2\r\nConnection: keep-alive\r\n\r\n{{}}");
    private static readonly byte[] Large = Encoding.ASCII.GetBytes($"{Head}Content-Length: 65536\r\nConnection: keep-alive\r\n\r\n{new string('x', 65_536)}");
    private static readonly byte[] Chunked = Encoding.ASCII.GetBytes($"{Head}Transfer-Encoding: chunked\r\n\r\n{ChunkedBody(16, 256)}");

    private HttpResponseParser _parser;

    [Benchmark(Description = "parse a response, 2-byte body, whole")]
    public int SmallWhole() => Parse(Small, Small.Length);

    [Benchmark(Description = "parse a response, 2-byte body, in two pieces")]
    public int SmallSplit() => Parse(Small, Small.Length / 2);

    [Benchmark(Description = "parse a response, 64-KiB body")]
    public int LargeWhole() => Parse(Large, Large.Length);

    [Benchmark(Description = "parse a response, 16 chunks of 256 bytes")]
    public int ChunkedWhole() => Parse(Chunked, Chunked.Length);

    public int BytesOf(string method) => method switch
    {
        nameof(SmallWhole) or nameof(SmallSplit) => Small.Length,
        nameof(LargeWhole) => Large.Length,
        nameof(ChunkedWhole) => Chunked.Length,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Not a benchmark of this class."),
    };

    /// <summary>The status, so that the parser's work cannot be thrown away.</summary>
    private int Parse(byte[] response, int firstPiece)
    {
        _parser.Reset(toHead: false);
        var status = _parser.Parse(response.AsSpan(0, firstPiece), out _);
        if (firstPiece < response.Length)
        {
            status = _parser.Parse(response.AsSpan(firstPiece), out _);
        }

        return status == ParseStatus.Complete ? _parser.StatusCode : throw new InvalidOperationException($"The benchmark's own response is {status}.");
    }

    private static string ChunkedBody(int chunks, int bytes) =>
        string.Concat(Enumerable.Repeat($"{bytes:x}\r\n{new string('x', bytes)}\r\n", chunks)) + "0\r\n\r\n";
}
