using System.Text;

namespace LoadLab.Harness.Profiles.Schema;

/// <summary>All keys as Markdown: the middle part of <c>docs/profile-reference.md</c>.</summary>
internal static class ReferenceWriter
{
    /// <summary>The lines of the document between which this text stands.</summary>
    public const string Begin = "<!-- written by `harness profile reference`; change Harness/Profiles/Schema/ProfileKeys.cs instead -->";
    public const string End = "<!-- end of the keys -->";

    public static string Write()
    {
        var text = new StringBuilder();
        WriteTable(text, ProfileKeys.Root, "", "The profile");
        return text.ToString();
    }

    private static void WriteTable(StringBuilder text, KeySpec spec, string path, string title)
    {
        text.Append("### ").Append(title).Append("\n\n");
        if (path.Length > 0)
        {
            text.Append(spec.Summary).Append("\n\n");
        }

        text.Append("| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var key in spec.Keys)
        {
            text.Append($"| `{key.Name}` | {Value(key)} | {Default(key)} | {key.Summary} |\n");
        }

        text.Append('\n');
        foreach (var key in spec.Keys.Where(key => key.Keys.Count > 0))
        {
            var inner = Yaml.YamlPath.Key(path, key.Name);
            WriteTable(text, key, inner, $"`{inner}`");
        }
    }

    private static string Default(KeySpec key) => key.Required ? "**required**" : key.Default is { } value ? $"`{value}`" : "";

    private static string Value(KeySpec key) => key.Kind switch
    {
        KeyKind.Text => "text",
        KeyKind.Boolean => "`true` or `false`",
        KeyKind.Integer => "whole number" + Range(key),
        KeyKind.Number => "number" + Range(key),
        KeyKind.Duration => "time",
        KeyKind.Size => "size",
        KeyKind.Share => "share",
        KeyKind.Rate => "rate per second",
        KeyKind.Choice => string.Join(" or ", key.Choices.Select(choice => $"`{choice}`")),
        KeyKind.DurationPair => "`[time, time]`",
        KeyKind.TextList => "list of texts",
        KeyKind.TextOrList => "text, or list of texts",
        KeyKind.TextMap => "map of texts",
        KeyKind.Section => "map, see below",
        KeyKind.DurationOrSection => "time, or map, see below",
        KeyKind.TextOrSection => "text, or map, see below",
        KeyKind.SectionList => "list of maps, see below",
        KeyKind.OneKeyList => "list of stages, see below",
        KeyKind.CellList => "list of maps of axes and values",
        KeyKind.Axes => "map of axes, see below",
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Kind, "A kind of key without a name."),
    };

    private static string Range(KeySpec key) => (key.Minimum, key.Maximum) switch
    {
        ({ } minimum, { } maximum) => $", {minimum} to {maximum}",
        ({ } minimum, null) => $" from {minimum}",
        (null, { } maximum) => $" to {maximum}",
        _ => "",
    };
}
