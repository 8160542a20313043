namespace LoadLab.Harness.Agents.Protocol.Rules;

/// <summary>What a single value of a message may be. Every method throws a <see cref="ProtocolException"/> that names the member.</summary>
internal static class Bounds
{
    /// <summary>32 bytes: ten groups of three, and two bytes and a filler.</summary>
    private const int Base64Characters = 44;

    public static void Count(long value, string member) => Require(value is >= 0 and <= ProtocolLimits.Nanoseconds, member, "is not from 0 to 2^62");

    public static void AtLeastOne(long value, string member) => Require(value is > 0 and <= ProtocolLimits.Nanoseconds, member, "is not from 1 to 2^62");

    /// <summary>A moment, or a difference that may be negative.</summary>
    public static void Time(long valueNs, string member) =>
        Require(valueNs is >= -ProtocolLimits.Nanoseconds and <= ProtocolLimits.Nanoseconds, member, "is beyond ±2^62 ns");

    public static void Within(long value, long least, long most, string member) => Require(value >= least && value <= most, member, $"is not from {least} to {most}");

    /// <summary>A share, or an amount that cannot be negative.</summary>
    public static void Amount(double value, string member) => Require(double.IsFinite(value) && value >= 0, member, "is not a number from 0");

    public static void Positive(double value, string member) => Require(double.IsFinite(value) && value > 0, member, "is not a number above 0");

    public static void Text(string? value, int mostCharacters, string member) =>
        Require(value is null || value.Length <= mostCharacters, member, $"has more than {mostCharacters} characters");

    public static void Sentence(string value, string member) => Text(value, ProtocolLimits.SentenceCharacters, member);

    public static void Note(string? value, string member) => Text(value, ProtocolLimits.NoteCharacters, member);

    /// <summary>A part of a request's head: a line's end in it would make another request of it.</summary>
    public static void HeadText(string value, string member)
    {
        Text(value, ProtocolLimits.ValueCharacters, member);
        Require(!value.Any(letter => char.IsControl(letter) && letter != '\t'), member, "has control characters");
    }

    public static void Name(string value, string member) => Require(
        value.Length is > 0 and <= ProtocolLimits.NameCharacters && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'),
        member,
        $"is not a name of 1 to {ProtocolLimits.NameCharacters} letters, digits, dots, underscores and hyphens");

    public static void OneOf(string? value, IReadOnlyList<string> choices, string member) =>
        Require(value is null || choices.Contains(value), member, $"is none of {string.Join(", ", choices)}");

    public static void Items<T>(IReadOnlyCollection<T> items, int least, string member) =>
        Require(items.Count >= least && items.Count <= ProtocolLimits.ListItems, member, $"does not have {least} to {ProtocolLimits.ListItems} items");

    public static void Texts(IReadOnlyList<string> values, int least, int mostCharacters, string member)
    {
        Items(values, least, member);
        foreach (var value in values)
        {
            Text(value, mostCharacters, member);
        }
    }

    /// <summary>Bytes of a nonce or a proof in base64, without anything between.</summary>
    public static void Base64(string value, string member) => Require(
        value.Length == Base64Characters && IsDigest(value),
        member,
        $"is not {ProtocolLimits.DigestBytes} bytes in base64");

    public static void Digest(ReadOnlyMemory<byte> value, string member) =>
        Require(value.Length == ProtocolLimits.DigestBytes, member, $"does not have {ProtocolLimits.DigestBytes} bytes");

    public static void Defined<T>(T value, string member)
        where T : struct, Enum => Require(Enum.IsDefined(value), member, "is none of its values");

    private static bool IsDigest(string value)
    {
        Span<byte> bytes = stackalloc byte[ProtocolLimits.DigestBytes + 1];
        return Convert.TryFromBase64String(value, bytes, out var length) && length == ProtocolLimits.DigestBytes;
    }

    private static void Require(bool isSo, string member, string otherwise)
    {
        if (!isSo)
        {
            throw ProtocolException.Malformed($"'{member}' {otherwise}");
        }
    }
}
