using System.Text.Json;

namespace LoadLab.TargetApi.Features;

/// <summary>
/// The fast path for well-formed bodies: <c>{"features": [numbers]}</c> or <c>{"features": [[numbers], …]}</c>, read straight into the rows with
/// nothing allocated. Whatever it does not like, it leaves to <see cref="RowValidator"/>, which finds out what is wrong and says so.
/// </summary>
internal static class RowParser
{
    /// <summary>False where the body needs the validator; the rows are then undefined.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, FeatureRows rows, int maximumRows)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            return reader.Read()
                && reader.TokenType == JsonTokenType.StartObject
                && ReadMembers(ref reader, rows, maximumRows)
                && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool ReadMembers(ref Utf8JsonReader reader, FeatureRows rows, int maximumRows)
    {
        bool found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool features = reader.ValueTextEquals("features"u8);
            reader.Read();
            if (!features)
            {
                reader.Skip();
                continue;
            }

            // A second "features" replaces the first, which is the validator's business.
            if (found || reader.TokenType != JsonTokenType.StartArray || !ReadFeatures(ref reader, rows, maximumRows))
            {
                return false;
            }

            found = true;
        }

        return found;
    }

    private static bool ReadFeatures(ref Utf8JsonReader reader, FeatureRows rows, int maximumRows)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            return ReadRow(ref reader, rows.Add());
        }

        while (reader.TokenType == JsonTokenType.StartArray)
        {
            if (rows.Count == maximumRows)
            {
                return false;
            }

            reader.Read();
            if (!ReadRow(ref reader, rows.Add()))
            {
                return false;
            }

            reader.Read();
        }

        return reader.TokenType == JsonTokenType.EndArray && rows.Count > 0;
    }

    /// <summary>From a row's first number to its closing bracket.</summary>
    private static bool ReadRow(ref Utf8JsonReader reader, Span<float> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            if (reader.TokenType != JsonTokenType.Number || !TryRead(ref reader, out row[i]))
            {
                return false;
            }

            reader.Read();
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }

    private static bool TryRead(ref Utf8JsonReader reader, out float value)
    {
        // Most features are small whole numbers (40 of 54 are 0 or 1); up to seven digits they are exact in float32.
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (text.Length > 7)
        {
            return reader.TryGetSingle(out value) && float.IsFinite(value);
        }

        int whole = 0;
        foreach (byte c in text)
        {
            int digit = c - '0';
            if ((uint)digit > 9)
            {
                return reader.TryGetSingle(out value) && float.IsFinite(value);
            }

            whole = (whole * 10) + digit;
        }

        value = whole;
        return true;
    }
}
