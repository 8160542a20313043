namespace LoadLab.Harness.Profiles.Values;

/// <summary>Sizes of memory in Docker's convention: <c>K</c>, <c>M</c>, <c>G</c> are powers of 1024.</summary>
internal static class SizeText
{
    public static Parsed<long> Read(string text)
    {
        if (!QuantityText.TrySplit(text, out var number, out var unit))
        {
            return Parsed<long>.Wrong($"'{text}' is not a size: write one number with its unit, such as 600M or 1G");
        }

        if (unit.Length == 0)
        {
            return Parsed<long>.Wrong($"'{text}' has no unit: write {number}M or {number}G (or {number}B for bytes)");
        }

        return BytesPer(unit) is not { } bytes
            ? Parsed<long>.Wrong($"'{text}' has an unknown unit '{unit}': the units are B, K, M, G, T (powers of 1024)")
            : ToBytes(text, number, bytes);
    }

    /// <summary>A size in the units that <see cref="Read"/> takes it in: <c>256 MiB</c>, <c>1.5 GiB</c>.</summary>
    public static string Of(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{bytes / (double)(1L << 30):0.##} GiB",
        >= 1L << 20 => $"{bytes / (double)(1L << 20):0.#} MiB",
        >= 1L << 10 => $"{bytes / (double)(1L << 10):0.#} KiB",
        _ => $"{bytes} B",
    };

    private static Parsed<long> ToBytes(string text, decimal number, long bytesPerUnit)
    {
        if (number <= 0)
        {
            return Parsed<long>.Wrong($"'{text}' is not above zero");
        }

        return number > long.MaxValue / bytesPerUnit
            ? Parsed<long>.Wrong($"'{text}' is too large")
            : (long)(number * bytesPerUnit);
    }

    private static long? BytesPer(string unit) => unit.ToUpperInvariant() switch
    {
        "B" => 1,
        "K" or "KB" or "KIB" => 1L << 10,
        "M" or "MB" or "MIB" => 1L << 20,
        "G" or "GB" or "GIB" => 1L << 30,
        "T" or "TB" or "TIB" => 1L << 40,
        _ => null,
    };
}
