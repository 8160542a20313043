using System.Text;

namespace LoadLab.Engine.Tests.Http.Wire.Fuzzing;

/// <summary>Makes new responses out of known ones: a few random changes each, of the kinds that parsers trip over.</summary>
internal sealed class ResponseMutator(Random random, IEnumerable<byte[]> seeds, int longest)
{
    /// <summary>Bounds the memory; by then every branch has been taken many times.</summary>
    private const int MostKept = 4096;

    private const int MostChanges = 4;

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\r\n", "\n", "\r", "\r\n\r\n", ":", " ", "\t", ",", ";", "0", "00000000000000000", "-1", "+1", "7fffffffffffffff", "8000000000000000",
            "9223372036854775807", "9223372036854775808", "18446744073709551616", "HTTP/1.1 100 C\r\n\r\n", "HTTP/1.1 101 S\r\n\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.0 200 OK\r\n",
            "HTTP/1.1 204 N\r\n", "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n",
            "transfer-encoding:\tgzip ,\tChunked \r\n", "Connection: close\r\n", "Connection: keep-alive\r\n", "connection:a,,close\r\n", "0\r\n\r\n", "5;a=b\r\nhello\r\n", " : \r\n", "\0", "\u00ff",
        }.Select(text => Encoding.Latin1.GetBytes(text)),
    ];

    private readonly List<byte[]> _corpus = [.. seeds];

    /// <summary>Mutate this one, too, from now on.</summary>
    public void Keep(byte[] input)
    {
        if (_corpus.Count < MostKept)
        {
            _corpus.Add(input);
        }
    }

    public byte[] Next()
    {
        var input = Pick();
        for (var changes = random.Next(MostChanges + 1); changes > 0; changes--)
        {
            input = Change(input);
        }

        return input.Length <= longest ? input : input[..longest];
    }

    private byte[] Pick() => _corpus[random.Next(_corpus.Count)];

    private byte[] Change(byte[] input)
    {
        var at = random.Next(input.Length + 1);
        var end = Math.Min(input.Length, at + 1 + random.Next(12));
        return random.Next(8) switch
        {
            0 => Replace(input, at, Math.Min(at + 1, input.Length), [(byte)random.Next(256)]),
            1 => Replace(input, at, at, Tokens[random.Next(Tokens.Length)]),
            2 => Replace(input, at, end, Tokens[random.Next(Tokens.Length)]),
            3 => Replace(input, at, end, []),
            4 => Replace(input, at, at, input.AsSpan(at, end - at)),
            5 => input[..at],
            6 => Replace(input, at, input.Length, Tail(Pick())),
            _ => FlipBit(input),
        };
    }

    private ReadOnlySpan<byte> Tail(byte[] other) => other.AsSpan(random.Next(other.Length + 1));

    private static byte[] Replace(byte[] input, int from, int to, ReadOnlySpan<byte> by) => [.. input.AsSpan(0, from), .. by, .. input.AsSpan(to)];

    private byte[] FlipBit(byte[] input)
    {
        if (input.Length == 0)
        {
            return input;
        }

        var changed = (byte[])input.Clone();
        changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }
}
