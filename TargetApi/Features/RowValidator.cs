using System.Globalization;
using System.Text.Json;

namespace LoadLab.TargetApi.Features;

/// <summary>
/// The slow path: reads a body as pydantic's lax mode would (numeric strings and booleans are numbers, the last of two equal keys counts, NaN is
/// recognised) and collects every error. Also takes one row as an object of named columns.
/// </summary>
internal sealed class RowValidator
{
    /// <summary>Beyond this many errors the list ends: an answer must not be many times larger than its request.</summary>
    private const int MaximumErrors = 1000;

    private readonly FeatureRows _rows;
    private readonly IReadOnlyList<string>? _columns;
    private readonly int _maximumRows;
    private readonly List<RowError> _errors = [];

    private RowValidator(FeatureRows rows, IReadOnlyList<string>? columns, int maximumRows)
    {
        _rows = rows;
        _columns = columns;
        _maximumRows = maximumRows;
    }

    /// <summary>Fills the rows and returns nothing, or returns what is wrong.</summary>
    public static IReadOnlyList<RowError> Read(ReadOnlyMemory<byte> body, FeatureRows rows, IReadOnlyList<string>? columns, int maximumRows)
    {
        rows.Clear();
        var validator = new RowValidator(rows, columns, maximumRows);
        validator.ReadBody(body);
        return validator._errors;
    }

    private void ReadBody(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            _errors.Add(new RowError("missing", ["body"], "Field required", null));
            return;
        }

        try
        {
            // Values outlive the document in the errors, so the document is left to the collector.
            ReadRoot(JsonDocument.Parse(BareNumbers.Quote(body)).RootElement);
        }
        catch (JsonException e)
        {
            long position = Position(body.Span, e);
            string reason = e.Message.Split(" LineNumber:")[0];
            _errors.Add(new RowError("json_invalid", ["body", position], "JSON decode error", EmptyObject, [new("error", reason)]));
        }
    }

    private static JsonElement EmptyObject => JsonDocument.Parse("{}").RootElement;

    private void ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            const string Message = "Input should be a valid dictionary or object to extract fields from";
            _errors.Add(new RowError("model_attributes_type", ["body"], Message, root));
        }
        else if (root.TryGetProperty("features", out JsonElement features))
        {
            ReadFeatures(features);
        }
        else if (_columns is not null && _columns.Any(c => root.TryGetProperty(c, out _)))
        {
            ReadNamed(root);
        }
        else
        {
            _errors.Add(new RowError("missing", ["body", "features"], "Field required", root));
        }
    }

    private void ReadNamed(JsonElement root)
    {
        Span<float> row = _rows.Add();
        for (int i = 0; i < _columns!.Count; i++)
        {
            string column = _columns[i];
            if (root.TryGetProperty(column, out JsonElement value))
            {
                row[i] = ReadNumber(value, ["body", column]);
            }
            else
            {
                _errors.Add(new RowError("missing", ["body", column], "Field required", root));
            }
        }
    }

    private void ReadFeatures(JsonElement features)
    {
        if (features.ValueKind != JsonValueKind.Array)
        {
            _errors.Add(new RowError("list_type", ["body", "features"], "Input should be a valid list", features));
            return;
        }

        bool several = features.GetArrayLength() > 0 && features[0].ValueKind == JsonValueKind.Array;
        if (!several)
        {
            ReadRow(features, ["body", "features"]);
            return;
        }

        if (features.GetArrayLength() > _maximumRows)
        {
            AddTooLong(["body", "features"], features, _maximumRows);
            return;
        }

        int i = 0;
        foreach (JsonElement row in features.EnumerateArray())
        {
            ReadRow(row, ["body", "features", i++]);
        }
    }

    private void ReadRow(JsonElement row, object[] location)
    {
        if (row.ValueKind != JsonValueKind.Array)
        {
            Add(new RowError("list_type", location, "Input should be a valid list", row));
        }
        else if (row.GetArrayLength() > _rows.Width)
        {
            AddTooLong(location, row, _rows.Width);
        }
        else if (row.GetArrayLength() < _rows.Width)
        {
            AddTooShort(location, row, _rows.Width);
        }
        else
        {
            ReadNumbers(row, location);
        }
    }

    private void ReadNumbers(JsonElement row, object[] location)
    {
        Span<float> target = _rows.Add();
        int i = 0;
        foreach (JsonElement value in row.EnumerateArray())
        {
            target[i] = ReadNumber(value, location, i);
            i++;
        }
    }

    private float ReadNumber(JsonElement value, object[] location, int? position = null)
    {
        bool known = TryRead(value, out float number);
        if (known && float.IsFinite(number))
        {
            return number;
        }

        object[] at = position is { } p ? [.. location, p] : location;
        Add((known, value.ValueKind) switch
        {
            (true, _) => new RowError("finite_number", at, "Input should be a finite number", value),
            (_, JsonValueKind.String) => new RowError(
                "float_parsing", at, "Input should be a valid number, unable to parse string as a number", value),
            _ => new RowError("float_type", at, "Input should be a valid number", value),
        });
        return 0;
    }

    private static bool TryRead(JsonElement value, out float number)
    {
        number = value.ValueKind == JsonValueKind.True ? 1 : 0;
        return value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => true,
            JsonValueKind.Number => float.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            JsonValueKind.String => TryReadText(value.GetString()!.Trim(), out number),
            _ => false,
        };
    }

    private static bool TryReadText(string text, out float number) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) || TryReadInfinite(text, out number);

    private static bool TryReadInfinite(string text, out float number)
    {
        number = float.NaN;
        return text.TrimStart('-', '+').ToLowerInvariant() is "nan" or "inf" or "infinity";
    }

    private void AddTooShort(object[] location, JsonElement input, int minimum)
    {
        int actual = input.GetArrayLength();
        string message = $"List should have at least {minimum} {Items(minimum)} after validation, not {actual}";
        Add(new RowError("too_short", location, message, input, Lengths("min_length", minimum, actual)));
    }

    private void AddTooLong(object[] location, JsonElement input, int maximum)
    {
        int actual = input.GetArrayLength();
        string message = $"List should have at most {maximum} {Items(maximum)} after validation, not {actual}";
        Add(new RowError("too_long", location, message, input, Lengths("max_length", maximum, actual)));
    }

    private static string Items(int count) => count == 1 ? "item" : "items";

    private static KeyValuePair<string, object>[] Lengths(string bound, int limit, int actual) =>
        [new("field_type", "List"), new(bound, limit), new("actual_length", actual)];

    private void Add(RowError error)
    {
        if (_errors.Count < MaximumErrors)
        {
            _errors.Add(error);
        }
    }

    /// <summary>Byte offset of a parser's complaint, from its line and its place in the line.</summary>
    private static long Position(ReadOnlySpan<byte> body, JsonException e)
    {
        long lines = e.LineNumber ?? 0;
        int start = 0;
        while (lines > 0 && body[start..].IndexOf((byte)'\n') is var next and >= 0)
        {
            start += next + 1;
            lines--;
        }

        return start + (e.BytePositionInLine ?? 0);
    }
}
