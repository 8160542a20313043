using System.Security.Cryptography;
using LoadLab.TargetApi.Columns;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Registry;
using Microsoft.Extensions.ObjectPool;

namespace LoadLab.TargetApi.Inference;

/// <summary>A model ready to answer: its session, its columns and constants, and a pool of buffers. Safe for many threads.</summary>
public sealed class Predictor : IDisposable
{
    /// <summary>A buffer that grew beyond this many numbers (4 MiB) is dropped after use, so that one large request does not hold memory for good.</summary>
    private const int RetainedNumbers = 1 << 20;

    private readonly InferenceSession _session;
    private readonly ObjectPool<PredictionBuffer> _buffers;

    private Predictor(InferenceSession session, ModelSignature signature, string name, ModelDescription description)
    {
        _session = session;
        Signature = signature;
        Name = name;
        Columns = ColumnOrder.Same(description.Columns);
        Labels = description.Labels ?? [];
        Normaliser = description.Normalisation is { } constants ? Normaliser.Create(constants, description.Columns) : null;
        NormalisesFirst = description.Normalisation?.ExpectedByModel ?? false;
        Image = signature.TakesImages ? ImageInput.Create(signature, description.Image ?? new ImageDescription()) : null;
        _buffers = RequestPool.Create(new PredictionBufferPolicy(session, signature, RetainedNumbers));
    }

    public string Name { get; }

    public ModelSignature Signature { get; }

    /// <summary>The F columns in the model's own order.</summary>
    public ColumnOrder Columns { get; }

    /// <summary>The classes in the order of the scores; empty where nothing names them.</summary>
    public IReadOnlyList<ModelLabel> Labels { get; }

    /// <summary>The images that the model takes; null where it takes rows.</summary>
    internal ImageInput? Image { get; }

    /// <summary>Null where the model comes without constants.</summary>
    public Normaliser? Normaliser { get; }

    /// <summary>True where the model was trained on normalised rows.</summary>
    public bool NormalisesFirst { get; }

    /// <summary>Loads and checks a model and answers one row with it, so that the first request finds everything warm.</summary>
    /// <exception cref="ModelException">The model or its description cannot be served.</exception>
    public static Predictor Load(OnnxRuntime runtime, ModelFiles files, int intraOpThreads)
    {
        ArgumentNullException.ThrowIfNull(files);
        ModelDescription description = files.DescriptionPath is { } path ? ModelJson.Read(path) : new ModelDescription();
        CheckHash(files, description);
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(runtime, files.OnnxPath, intraOpThreads);
            ModelSignature signature = ModelSignature.Read(session);
            CheckDescription(files, description, signature);
            var predictor = new Predictor(session, signature, description.Name ?? files.Name, description);
            predictor.WarmUp();
            return predictor;
        }
        catch (Exception e) when (e is OnnxRuntimeException or NotSupportedException or ModelException)
        {
            session?.Dispose();
            throw new ModelException($"{files.OnnxPath}: {e.Message}", e);
        }
    }

    public PredictionBuffer Rent()
    {
        PredictionBuffer buffer = _buffers.Get();
        buffer.Rows.Clear();
        return buffer;
    }

    public void Return(PredictionBuffer buffer) => _buffers.Return(buffer);

    public void Dispose()
    {
        (_buffers as IDisposable)?.Dispose();
        _session.Dispose();
    }

    private void WarmUp()
    {
        PredictionBuffer buffer = Rent();
        buffer.Rows.Add().Clear();
        if (NormalisesFirst)
        {
            Normaliser?.Apply(buffer.Rows);
        }

        buffer.Run();
        Return(buffer);
    }

    private static void CheckHash(ModelFiles files, ModelDescription description)
    {
        if (description.Sha256 is not { } expected)
        {
            return;
        }

        using FileStream stream = File.OpenRead(files.OnnxPath);
        string actual = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (!string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelException(
                $"{files.OnnxPath} is not the file that {files.DescriptionPath} describes (SHA-256 {actual} instead of {expected}): "
                + "put the matching model.json beside it, or remove model.json to serve the model without names and constants");
        }
    }

    private static void CheckDescription(ModelFiles files, ModelDescription description, ModelSignature signature)
    {
        if (description.Columns is { } columns && columns.Count != signature.Features)
        {
            throw new ModelException($"{files.DescriptionPath} names {columns.Count} columns, the model takes {signature.Features}");
        }

        if (description.Labels is { Count: > 0 } labels && signature.Scores > 0 && labels.Count != signature.Scores)
        {
            throw new ModelException($"{files.DescriptionPath} names {labels.Count} labels, the model gives {signature.Scores} probabilities");
        }
    }
}
