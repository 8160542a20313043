using System.Globalization;
using System.Text.Json.Nodes;

namespace LoadLab.Harness.Profiles.Schema;

/// <summary>The JSON Schema (2020-12) of a profile, for editors that complete and check YAML.</summary>
/// <remarks>An editor sees a profile before its placeholders are filled in, so wherever one may stand, a text with one is valid.</remarks>
internal static class JsonSchemaWriter
{
    private const string Placeholder = @"\{[^{}]+\}";

    public static JsonObject Write()
    {
        var schema = Section(ProfileKeys.Root, placeholders: false);
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["title"] = "LoadLab profile";
        return schema;
    }

    private static JsonObject Key(KeySpec spec, bool placeholders)
    {
        var schema = spec.Kind switch
        {
            KeyKind.Text => Types("string", "number", "boolean"),
            KeyKind.Boolean => OrPlaceholder(Types("boolean"), placeholders),
            KeyKind.Integer => Number(spec, "integer", placeholders),
            KeyKind.Number => Number(spec, "number", placeholders),
            KeyKind.Duration => Duration(placeholders),
            KeyKind.Size => Pattern(@"^\s*[0-9.]+\s*([KMGTkmgt]i?)?[Bb]?\s*$", placeholders),
            KeyKind.Share => AnyOf(Pattern(@"^\s*[0-9.]+\s*%?\s*$", placeholders), Types("number")),
            KeyKind.Rate => AnyOf(Pattern(@"^\s*[0-9.]+\s*(/s)?\s*$", placeholders), Types("number")),
            KeyKind.Choice => Choice(spec, placeholders),
            KeyKind.DurationPair => DurationPair(placeholders),
            KeyKind.TextList => ListOf(Types("string", "number", "boolean")),
            KeyKind.TextOrList => AnyOf(Types("string"), ListOf(Types("string", "number", "boolean"))),
            KeyKind.TextMap => MapOf(Types("string", "number", "boolean")),
            KeyKind.Section => Section(spec, placeholders),
            KeyKind.DurationOrSection => AnyOf(Duration(placeholders), Section(spec, placeholders)),
            KeyKind.TextOrSection => AnyOf(Types("string"), Section(spec, placeholders)),
            KeyKind.SectionList => NonEmptyListOf(Section(spec, placeholders)),
            KeyKind.OneKeyList => OneKeyList(spec, placeholders),
            KeyKind.CellList => ListOf(MapOf(AnyOf(Value(), MapOf(Value())))),
            KeyKind.Axes => Axes(spec),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Kind, "A kind of key without a schema."),
        };
        schema["description"] = spec.Default is null ? spec.Summary : $"{spec.Summary} Default: {spec.Default}.";
        return schema;
    }

    private static JsonObject Section(KeySpec spec, bool placeholders) => new()
    {
        ["type"] = "object",
        ["properties"] = Properties(spec, placeholders),
        ["required"] = Texts(spec.Keys.Where(key => key.Required).Select(key => key.Name)),
        ["additionalProperties"] = false,
    };

    private static JsonObject Properties(KeySpec spec, bool placeholders) =>
        new(spec.Keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Key(key, placeholders || key.Name is "target" or "load"))));

    private static JsonObject OneKeyList(KeySpec spec, bool placeholders)
    {
        var item = Section(spec, placeholders);
        item["minProperties"] = 1;
        item["maxProperties"] = 1;
        return NonEmptyListOf(item);
    }

    private static JsonObject NonEmptyListOf(JsonObject items)
    {
        var list = ListOf(items);
        list["minItems"] = 1;
        return list;
    }

    private static JsonObject Axes(KeySpec spec)
    {
        var values = ListOf(AnyOf(Value(), MapOf(Value())));
        values["minItems"] = 1;
        var axes = Section(spec, placeholders: false);
        axes["additionalProperties"] = AnyOf(Value(), values);
        axes["minProperties"] = 1;
        return axes;
    }

    private static JsonObject Number(KeySpec spec, string type, bool placeholders)
    {
        var number = Types(type);
        if (spec.Minimum is { } minimum)
        {
            number["minimum"] = minimum;
        }

        if (spec.Maximum is { } maximum)
        {
            number["maximum"] = maximum;
        }

        return OrPlaceholder(number, placeholders);
    }

    private static JsonObject OrPlaceholder(JsonObject value, bool placeholders) =>
        placeholders ? AnyOf(value, new JsonObject { ["type"] = "string", ["pattern"] = Placeholder }) : value;

    private static JsonObject Duration(bool placeholders) =>
        AnyOf(Pattern(@"^\s*([0-9.]+\s*(ns|us|µs|ms|s|m|h)|0)\s*$", placeholders), new JsonObject { ["const"] = 0 });

    private static JsonObject DurationPair(bool placeholders)
    {
        var pair = ListOf(Duration(placeholders));
        pair["minItems"] = 2;
        pair["maxItems"] = 2;
        return pair;
    }

    private static JsonObject Choice(KeySpec spec, bool placeholders) => OrPlaceholder(new JsonObject { ["enum"] = Choices(spec.Choices) }, placeholders);

    /// <summary>Each as text, and one that looks like a number also as YAML reads it: as that number.</summary>
    private static JsonArray Choices(IReadOnlyList<string> choices)
    {
        var values = Texts(choices);
        foreach (var choice in choices)
        {
            if (decimal.TryParse(choice, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                values.Add(JsonValue.Create(number));
            }
        }

        return values;
    }

    private static JsonObject Pattern(string pattern, bool placeholders) =>
        new() { ["type"] = "string", ["pattern"] = placeholders ? $"{pattern}|{Placeholder}" : pattern };

    private static JsonObject Value() => Types("string", "number", "boolean");

    private static JsonObject Types(params ReadOnlySpan<string> types) => new() { ["type"] = types.Length == 1 ? types[0] : Texts(types.ToArray()) };

    private static JsonObject ListOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject MapOf(JsonObject values) => new() { ["type"] = "object", ["additionalProperties"] = values };

    private static JsonObject AnyOf(JsonObject first, JsonObject second) => new() { ["anyOf"] = new JsonArray(first, second) };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)JsonValue.Create(text))];
}
