using System.Buffers;
using System.Globalization;
using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>Takes the fields of a response's header or trailer, keeps status and length, and finds what makes it malformed (RFC 9113 section 8).</summary>
internal struct ResponseFields : IFieldSink
{
    private const long NoLength = -1;
    private const int FirstStatus = 100;
    private const string ConnectionSpecific = "its response holds a field of HTTP/1.1 connections, such as Connection or Transfer-Encoding";

    private static readonly SearchValues<byte> NameOctets = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"u8);
    private static readonly SearchValues<byte> ForbiddenInValues = SearchValues.Create("\0\r\n"u8);

    private bool _isTrailer;
    private bool _hasRegular;
    private long _contentLength;

    /// <summary>The status; 0 while none came.</summary>
    public int Status { get; private set; }

    /// <summary>What is wrong, as a clause; null while nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Makes ready for a header, which replaces what an interim one said.</summary>
    public void BeginHeader()
    {
        _isTrailer = false;
        _hasRegular = false;
        _contentLength = NoLength;
        Status = 0;
        Fault = null;
    }

    /// <summary>Makes ready for a trailer; status and length stay.</summary>
    public void BeginTrailer() => _isTrailer = true;

    /// <summary>Whether a body of so many octets is what the header said.</summary>
    public readonly bool Permits(long bodyBytes, bool isWhole) =>
        _contentLength == NoLength || (isWhole ? bodyBytes == _contentLength : bodyBytes <= _contentLength);

    public bool OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Fault = name.IsEmpty ? "it sent a field without a name" : name[0] == ':' ? CheckPseudo(name, value) : CheckRegular(name, value);
        return Fault is null;
    }

    private string? CheckPseudo(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_isTrailer || _hasRegular || Status != 0 || !name.SequenceEqual(":status"u8))
        {
            return "its response holds a pseudo-header field that may not be there";
        }

        Status = ReadStatus(value);
        return Status > 0 ? null : "the :status of its response is no status";
    }

    private static int ReadStatus(ReadOnlySpan<byte> value) =>
        value.Length == 3 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status >= FirstStatus ? status : 0;

    private string? CheckRegular(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _hasRegular = true;
        if (name.IndexOfAnyExcept(NameOctets) >= 0)
        {
            return "the name of a field holds an upper-case or forbidden character";
        }

        if (value.ContainsAny(ForbiddenInValues) || (!value.IsEmpty && (value[0] is (byte)' ' or (byte)'\t' || value[^1] is (byte)' ' or (byte)'\t')))
        {
            return "the value of a field holds a forbidden character, or begins or ends with a space";
        }

        return name.Length switch
        {
            7 when name.SequenceEqual("upgrade"u8) => ConnectionSpecific,
            10 when name.SequenceEqual("connection"u8) || name.SequenceEqual("keep-alive"u8) => ConnectionSpecific,
            14 when name.SequenceEqual("content-length"u8) && !_isTrailer => CheckLength(value),
            16 when name.SequenceEqual("proxy-connection"u8) => ConnectionSpecific,
            17 when name.SequenceEqual("transfer-encoding"u8) => ConnectionSpecific,
            _ => null,
        };
    }

    private string? CheckLength(ReadOnlySpan<byte> value)
    {
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || (_contentLength != NoLength && _contentLength != length))
        {
            return "the Content-Length of its response is no length, or there are two that differ";
        }

        _contentLength = length;
        return null;
    }
}
