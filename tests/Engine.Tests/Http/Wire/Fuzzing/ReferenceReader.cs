using System.Globalization;
using System.Text;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Tests.Http.Wire.Fuzzing;

/// <summary>
/// RFC 9112 once more, for whole texts and without a thought for speed: what the parser has to agree with. It also tells which of its
/// branches a text took, so that texts which take new ones are mutated further.
/// </summary>
/// <remarks>As strict as the parser says it is: no folded lines, no conflicting lengths, no 101, a bare LF ends a line.</remarks>
internal sealed class ReferenceReader
{
    private const string Version = "HTTP/1.";

    private readonly string _text;
    private readonly bool _toHead;
    private int _at;
    private bool _isHttp10;
    private int _status;
    private bool _closes;
    private bool _keeps;
    private bool _isCoded;
    private bool _isChunked;
    private long? _length;

    private ReferenceReader(byte[] bytes, bool toHead)
    {
        _text = Encoding.Latin1.GetString(bytes);
        _toHead = toHead;
    }

    /// <summary>One bit for each branch taken.</summary>
    public ulong Branches { get; private set; }

    public static (ReadOutcome Outcome, ulong Branches) Read(byte[] bytes, bool toHead)
    {
        var reader = new ReferenceReader(bytes, toHead);
        return (reader.ReadResponse(), reader.Branches);
    }

    private ReadOutcome ReadResponse()
    {
        while (true)
        {
            if (ReadHead() is { } unfinished)
            {
                return unfinished;
            }

            if (_status >= 200)
            {
                return ReadBody();
            }

            if (_status == 101)
            {
                return Malformed(0);
            }

            Mark(1);
        }
    }

    /// <summary>Null where the head is complete.</summary>
    private ReadOutcome? ReadHead()
    {
        (_closes, _keeps, _isCoded, _isChunked, _length) = (false, false, false, false, null);
        if (NextLine() is not { } first)
        {
            var rest = _text[_at..];
            return rest.StartsWith(Version, StringComparison.Ordinal) || Version.StartsWith(rest, StringComparison.Ordinal) ? Incomplete(2) : Malformed(3);
        }

        if (!ReadStatus(first))
        {
            return Malformed(4);
        }

        while (NextLine() is { } line)
        {
            if (line.Length == 0)
            {
                return null;
            }

            if (!ReadField(line))
            {
                return Malformed(5);
            }
        }

        return Incomplete(6);
    }

    private bool ReadStatus(string line)
    {
        if (line.Length < 12 || !line.StartsWith(Version, StringComparison.Ordinal) || !char.IsAsciiDigit(line[7]) || line[8] != ' '
            || (line.Length > 12 && line[12] != ' ') || line[9] == '0' || !line[9..12].All(char.IsAsciiDigit))
        {
            return false;
        }

        _isHttp10 = line[7] == '0';
        _status = int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture);
        Mark(_isHttp10 ? 7 : 8);
        return true;
    }

    private bool ReadField(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || line[0] <= ' ' || line[colon - 1] <= ' ')
        {
            return false;
        }

        var value = line[(colon + 1)..];
        switch (line[..colon].ToLowerInvariant())
        {
            case "content-length":
                return ReadLength(value.Trim(' ', '\t'));
            case "transfer-encoding":
                _isCoded = true;
                _isChunked = Is(value.Split(',')[^1], "chunked");
                Mark(_isChunked ? 9 : 10);
                return true;
            case "connection":
                _closes |= value.Split(',').Any(token => Is(token, "close"));
                _keeps |= value.Split(',').Any(token => Is(token, "keep-alive"));
                Mark(_closes ? 11 : _keeps ? 12 : 13);
                return true;
            default:
                return true;
        }
    }

    private bool ReadLength(string value)
    {
        if (value.Length == 0 || !value.All(char.IsAsciiDigit) || !long.TryParse(value, CultureInfo.InvariantCulture, out var length))
        {
            Mark(14);
            return false;
        }

        Mark(_length is null ? 15 : 16);
        var isSame = _length is null || _length == length;
        _length = length;
        return isSame;
    }

    private ReadOutcome ReadBody()
    {
        if (_toHead || _status is 204 or 304)
        {
            return Complete(17, endsWithConnection: false);
        }

        if (_isCoded)
        {
            return _isChunked ? ReadChunks() : UntilClose(18);
        }

        if (_length is not { } length)
        {
            return UntilClose(19);
        }

        if (_text.Length - _at < length)
        {
            return Incomplete(20);
        }

        _at += (int)length;
        return Complete(21, endsWithConnection: false);
    }

    private ReadOutcome ReadChunks()
    {
        while (NextLine() is { } line)
        {
            if (ChunkSize(line.Split(';')[0].Trim(' ', '\t')) is not { } size)
            {
                return Malformed(22);
            }

            if (size == 0)
            {
                return ReadTrailers();
            }

            if (_text.Length - _at < size)
            {
                return Incomplete(23);
            }

            _at += (int)size;
            if (NextLine() is not { } end)
            {
                return Incomplete(24);
            }

            if (end.Length > 0)
            {
                return Malformed(25);
            }

            Mark(26);
        }

        return Incomplete(27);
    }

    private static long? ChunkSize(string text) =>
        text.Length > 0 && text.All(char.IsAsciiHexDigit) && text.TrimStart('0') is var digits
        && (digits.Length < 16 || (digits.Length == 16 && digits[0] < '8'))
            ? digits.Length == 0 ? 0 : long.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;

    private ReadOutcome ReadTrailers()
    {
        while (NextLine() is { } line)
        {
            if (line.Length == 0)
            {
                return Complete(28, endsWithConnection: _length is not null || _isHttp10);
            }

            if (line.IndexOf(':', StringComparison.Ordinal) < 1)
            {
                return Malformed(29);
            }

            Mark(30);
        }

        return Incomplete(31);
    }

    /// <summary>Null where its end is not there yet.</summary>
    private string? NextLine()
    {
        var end = _text.IndexOf('\n', _at);
        if (end < 0)
        {
            return null;
        }

        var line = _text[_at..end];
        _at = end + 1;
        return line.EndsWith('\r') ? line[..^1] : line;
    }

    private static bool Is(string token, string name) => token.Trim(' ', '\t').Equals(name, StringComparison.OrdinalIgnoreCase);

    private ReadOutcome Complete(int branch, bool endsWithConnection)
    {
        Mark(branch);
        var keeps = !_closes && !endsWithConnection && (!_isHttp10 || _keeps);
        Mark(keeps ? 32 : 33);
        return new ReadOutcome(ParseStatus.Complete, _at, _status, keeps);
    }

    private ReadOutcome UntilClose(int branch)
    {
        Mark(branch);
        return ReadOutcome.Incomplete with { EndsWithConnection = true };
    }

    private ReadOutcome Incomplete(int branch)
    {
        Mark(branch);
        return ReadOutcome.Incomplete;
    }

    private ReadOutcome Malformed(int branch)
    {
        Mark(branch);
        return ReadOutcome.Malformed;
    }

    private void Mark(int branch) => Branches |= 1UL << branch;
}
