using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>Nodes → YAML text that reads back to the same nodes; comments are not part of nodes and so are lost.</summary>
internal static class YamlTreeWriter
{
    public static string Write(YamlNode root)
    {
        var output = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(output, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        WriteNode(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return output.ToString();
    }

    private static void WriteNode(Emitter emitter, YamlNode node)
    {
        switch (node)
        {
            case ScalarNode scalar:
                WriteScalar(emitter, scalar);
                break;
            case SequenceNode sequence:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in sequence.Items)
                {
                    WriteNode(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case MappingNode mapping:
                WriteMapping(emitter, mapping);
                break;
        }
    }

    private static void WriteMapping(Emitter emitter, MappingNode mapping)
    {
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        foreach (var entry in mapping.Entries)
        {
            WriteScalar(emitter, entry.Key);
            WriteNode(emitter, entry.Value);
        }

        emitter.Emit(new MappingEnd());
    }

    private static void WriteScalar(Emitter emitter, ScalarNode scalar)
    {
        // A plain scalar that says nothing would be written as '', which says "empty text".
        var text = scalar.IsNull ? "~" : scalar.Text;
        var style = scalar.Quoted ? ScalarStyle.DoubleQuoted : ScalarStyle.Any;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));
    }
}
