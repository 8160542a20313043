using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LoadLab.TargetApi.Registry;

/// <summary>
/// Reads <c>MLmodel</c>, the YAML file in the root of every MLflow model, for the one thing that is needed: <c>flavors.onnx.data</c>, the path of the .onnx file.
/// Event by event, so that neither deep nesting nor anchors of a hostile file cost memory or stack.
/// </summary>
internal sealed class MlflowModelFile
{
    public const string FileName = "MLmodel";

    private const int LimitBytes = 1 << 20;
    private const int MaximumDepth = 100;

    private readonly List<string> _flavors = [];

    /// <summary>Path of the .onnx file, relative to the model's folder; null where the model has no ONNX flavour.</summary>
    public string? OnnxPath { get; private set; }

    /// <summary>All flavours that the model has.</summary>
    public IReadOnlyList<string> Flavors => _flavors;

    /// <exception cref="ModelException">The file is no MLmodel.</exception>
    public static MlflowModelFile Read(string path)
    {
        if (new FileInfo(path).Length > LimitBytes)
        {
            throw new ModelException($"{path} is larger than {LimitBytes} bytes: that is no MLmodel file");
        }

        var file = new MlflowModelFile();
        try
        {
            using StreamReader text = File.OpenText(path);
            file.ReadDocument(new Parser(text));
        }
        catch (YamlException e)
        {
            throw new ModelException($"{path} is not the YAML of an MLflow model: line {e.Start.Line}: {e.Message}", e);
        }

        return file;
    }

    private void ReadDocument(IParser parser)
    {
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        Each(parser, member => Only(member == "flavors", parser, ReadFlavors));
    }

    private void ReadFlavors(IParser parser) => Each(parser, flavor =>
    {
        _flavors.Add(flavor);
        Only(flavor == "onnx", parser, ReadOnnx);
    });

    private void ReadOnnx(IParser parser) => Each(parser, member => Only(member == "data", parser, p => OnnxPath = p.Consume<Scalar>().Value));

    private static void Only(bool wanted, IParser parser, Action<IParser> read)
    {
        if (wanted)
        {
            read(parser);
        }
        else
        {
            Skip(parser);
        }
    }

    /// <summary>The scanner's time grows with the square of the nesting, so a limit is kept while skipping.</summary>
    private static void Skip(IParser parser)
    {
        int depth = 0;
        do
        {
            ParsingEvent skipped = parser.Consume<ParsingEvent>();
            depth += skipped.NestingIncrease;
            if (depth > MaximumDepth)
            {
                throw new YamlException(skipped.Start, skipped.End, $"nested more than {MaximumDepth} levels deep");
            }
        }
        while (depth > 0);
    }

    private static void Each(IParser parser, Action<string> member)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            member(parser.Consume<Scalar>().Value);
        }
    }
}
