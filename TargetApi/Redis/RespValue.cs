using System.Globalization;
using System.Text;

namespace LoadLab.TargetApi.Redis;

/// <summary>One reply of the Redis protocol.</summary>
internal sealed class RespValue
{
    private static readonly byte[] NoBytes = [];

    private RespValue(RespKind kind, long number, byte[] bytes, IReadOnlyList<RespValue> items)
    {
        Kind = kind;
        Number = number;
        Bytes = bytes;
        Items = items;
    }

    public static RespValue Nothing { get; } = new(RespKind.Nothing, 0, NoBytes, []);

    public RespKind Kind { get; }

    public long Number { get; }

    /// <summary>The bytes of a text, an error or a bulk string; empty for others.</summary>
    public byte[] Bytes { get; }

    /// <summary>The entries of a list; empty for others.</summary>
    public IReadOnlyList<RespValue> Items { get; }

    /// <summary>Readable text whatever the reply is.</summary>
    public string Text => Kind == RespKind.Number ? Number.ToString(CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(Bytes);

    public static RespValue Of(long number) => new(RespKind.Number, number, NoBytes, []);

    public static RespValue Of(RespKind kind, byte[] bytes) => new(kind, 0, bytes, []);

    public static RespValue Of(IReadOnlyList<RespValue> items) => new(RespKind.List, 0, NoBytes, items);
}
