using LoadLab.Harness.Profiles.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>YAML text → nodes with places. One document; no anchors, aliases or tags, which a profile has no use for.</summary>
internal sealed class YamlTreeLoader
{
    /// <summary>Deeper than any profile, and shallow enough for the stack.</summary>
    private const int DeepestNesting = 32;

    private readonly ErrorList _errors;
    private readonly Func<Mark, Place> _placeOf;
    private readonly Parser _parser;

    private YamlTreeLoader(string text, Func<Mark, Place> placeOf, ErrorList errors)
    {
        _errors = errors;
        _placeOf = placeOf;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document of a file; null when it cannot be read, which is then among the errors.</summary>
    public static YamlNode? Load(string text, string file, ErrorList errors) =>
        new YamlTreeLoader(text, mark => new Place(file, (int)mark.Line, (int)mark.Column), errors).LoadDocument();

    /// <summary>A value that stands outside any file, such as on the command line; all of it has one place.</summary>
    public static YamlNode? LoadValue(string text, Place place, ErrorList errors) =>
        new YamlTreeLoader(text, _ => place, errors).LoadDocument();

    private YamlNode? LoadDocument()
    {
        try
        {
            _parser.Consume<StreamStart>();
            if (_parser.Accept<StreamEnd>(out _))
            {
                return new ScalarNode(_placeOf(_parser.Current!.Start), "", Quoted: false);
            }

            _parser.Consume<DocumentStart>();
            var root = LoadNode("", 0);
            _parser.Consume<DocumentEnd>();
            RefuseSecondDocument();
            return root;
        }
        catch (YamlException error)
        {
            _errors.Add(_placeOf(error.Start), "", $"not valid YAML: {Sentence(error)}");
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or OverflowException)
        {
            // The scanner's own slips on some broken texts, such as a flow list that is never closed; they carry no place.
            _errors.Add(_placeOf(_parser.Current?.End ?? Mark.Empty), "", "not valid YAML after this: is a bracket, brace or quote not closed?");
            return null;
        }
    }

    private void RefuseSecondDocument()
    {
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _errors.Add(_placeOf(second.Start), "", "a second YAML document begins here: a profile is one document, without '---' in it");
        }
    }

    private YamlNode LoadNode(string path, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, $"nested more than {DeepestNesting} deep");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            throw new SemanticErrorException(alias.Start, alias.End, $"aliases such as '*{alias.Value}' are not supported here; write the value out");
        }

        RefuseAnchorOrTag(path);
        if (_parser.Accept<MappingStart>(out _))
        {
            return LoadMapping(path, depth);
        }

        return _parser.Accept<SequenceStart>(out _) ? LoadSequence(path, depth) : LoadScalar();
    }

    private ScalarNode LoadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        return new ScalarNode(_placeOf(scalar.Start), scalar.Value, scalar.Style != ScalarStyle.Plain);
    }

    private SequenceNode LoadSequence(string path, int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(LoadNode(YamlPath.Item(path, items.Count), depth + 1));
        }

        return new SequenceNode(_placeOf(start.Start), items);
    }

    private MappingNode LoadMapping(string path, int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<MappingEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = LoadKey();
            var value = LoadNode(YamlPath.Key(path, key.Text), depth + 1);
            if (entries.Find(entry => entry.Key.Text == key.Text) is { } first)
            {
                _errors.Add(key.Place, YamlPath.Key(path, key.Text), $"given twice, first in line {first.Key.Place.Line}: keep one");
                continue;
            }

            entries.Add(new MappingEntry(key, value));
        }

        return new MappingNode(_placeOf(start.Start), entries);
    }

    private ScalarNode LoadKey() =>
        _parser.Accept<Scalar>(out _)
            ? LoadScalar()
            : throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, "a key must be a single word; a placeholder must stand in quotes: \"{name}\"");

    private void RefuseAnchorOrTag(string path)
    {
        if (_parser.Current is NodeEvent node && !node.Anchor.IsEmpty)
        {
            _errors.Add(_placeOf(node.Start), path, "anchors ('&name') are not supported: write the value out where it is used");
        }
        else if (_parser.Current is NodeEvent tagged && !tagged.Tag.IsEmpty && !tagged.Tag.IsNonSpecific)
        {
            _errors.Add(_placeOf(tagged.Start), path, "tags ('!name') are not supported: write the plain value");
        }
    }

    private static string Sentence(YamlException error)
    {
        var text = (error.InnerException?.Message ?? error.Message).TrimEnd('.');
        return text switch
        {
            _ when text.Contains("tab", StringComparison.Ordinal) => "a tab where only spaces may stand: indent with spaces",
            _ when text.Contains("invalid mapping", StringComparison.Ordinal) => "a ': ' inside a text: put the text in quotes, or check the indentation",
            _ when text.Contains("Mapping values are not allowed", StringComparison.Ordinal) => "a ':' where no key may stand: check the indentation, or put the text in quotes",
            _ => char.ToLowerInvariant(text[0]) + text[1..],
        };
    }
}
