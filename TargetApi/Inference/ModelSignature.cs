using LoadLab.TargetApi.Inference.Interop;

namespace LoadLab.TargetApi.Inference;

/// <summary>
/// How a model takes rows and answers: float [N, F] or images [N, C, H, W] in; out int64 labels [N], float scores [N, K], or both, and float
/// embeddings [N, D] where it has an output of that name. Scores of width one without labels are plain values (a regression).
/// </summary>
public sealed record ModelSignature
{
    private const string EmbeddingName = "embedding";
    private const int MaximumFeatures = 1_000_000;

    public required string Input { get; init; }

    /// <summary>A row's own shape: [F], or [C, H, W] of an image.</summary>
    public required IReadOnlyList<long> RowShape { get; init; }

    /// <summary>F: numbers in a row; for an image C · H · W.</summary>
    public required int Features { get; init; }

    /// <summary>True where a row is an image.</summary>
    public bool TakesImages => RowShape.Count == 3;

    /// <summary>True where the model takes exactly one row at a time, so that several rows are run one by one.</summary>
    public required bool OneRowOnly { get; init; }

    /// <summary>Null where the model gives scores only; then the label is the position of the largest score.</summary>
    public string? LabelOutput { get; init; }

    /// <summary>1 for [N], 2 for [N, 1].</summary>
    public int LabelRank { get; init; }

    public string? ScoreOutput { get; init; }

    public int ScoreRank { get; init; }

    /// <summary>K: scores in an answer; 0 without scores.</summary>
    public int Scores { get; init; }

    /// <summary>Null where the model gives no embeddings.</summary>
    public string? EmbeddingOutput { get; init; }

    /// <summary>D: numbers in an embedding; 0 without.</summary>
    public int EmbeddingWidth { get; init; }

    /// <summary>True where the model gives labels or scores, not embeddings alone.</summary>
    public bool Predicts => LabelOutput is not null || ScoreOutput is not null;

    /// <summary>True where the answer is one number a row and no class.</summary>
    public bool IsRegression => LabelOutput is null && Scores == 1;

    /// <summary>Reads the signature of a loaded model; widths it leaves open are learnt from one run on zeros.</summary>
    /// <exception cref="NotSupportedException">The model's inputs or outputs are not of a kind that can be served.</exception>
    public static ModelSignature Read(InferenceSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        TensorInfo input = CheckInput(session.Inputs);
        TensorInfo? label = session.Outputs.FirstOrDefault(o => o.ElementType == OrtElementType.Int64);
        TensorInfo? embedding = session.Outputs.FirstOrDefault(o => o is { Name: EmbeddingName, ElementType: OrtElementType.Float });
        TensorInfo? score = session.Outputs.FirstOrDefault(o => o.ElementType == OrtElementType.Float && o != embedding);
        if (label is null && score is null && embedding is null)
        {
            throw new NotSupportedException(
                $"the model answers {Join(session.Outputs)}; an int64 [N] or a float [N, K] output is needed (with skl2onnx: options={{'zipmap': False}})");
        }

        return Learn(session, input, label, score, embedding);
    }

    private static TensorInfo CheckInput(IReadOnlyList<TensorInfo> inputs)
    {
        bool fits = inputs is [{ ElementType: OrtElementType.Float, Dimensions: [-1 or 1, _] or [-1 or 1, _, _, _] }] && IsFixed(inputs[0].Dimensions.Skip(1));
        return fits
            ? inputs[0]
            : throw new NotSupportedException(
                $"the model takes {Join(inputs)}; exactly one input float [N, F] or [N, C, H, W] is needed, N either open or 1 and the others fixed, "
                + $"at most {MaximumFeatures} numbers a row");
    }

    private static bool IsFixed(IEnumerable<long> shape)
    {
        decimal numbers = 1;
        foreach (long size in shape)
        {
            // Larger sizes could overflow the product, and are beyond the limit anyway.
            numbers *= size is > 0 and <= MaximumFeatures ? size : decimal.Zero;
        }

        return numbers is > 0 and <= MaximumFeatures;
    }

    private static ModelSignature Learn(InferenceSession session, TensorInfo input, TensorInfo? label, TensorInfo? score, TensorInfo? embedding)
    {
        long[] row = [.. input.Dimensions.Skip(1)];
        int features = (int)row.Aggregate(1L, (product, size) => product * size);
        Dictionary<TensorInfo, long[]> shapes = AnswerZeros(session, input.Name, features, row, [.. new[] { label, score, embedding }.OfType<TensorInfo>()]);
        return new ModelSignature
        {
            Input = input.Name,
            RowShape = row,
            Features = features,
            OneRowOnly = input.Dimensions[0] == 1,
            LabelOutput = label?.Name,
            LabelRank = label is null ? 0 : CheckRow(label, shapes[label], width: 1),
            ScoreOutput = score?.Name,
            ScoreRank = score is null ? 0 : CheckRow(score, shapes[score], width: null),
            Scores = score is null ? 0 : shapes[score] is [_, long width] ? (int)width : 1,
            EmbeddingOutput = embedding?.Name,
            EmbeddingWidth = embedding is null ? 0 : CheckEmbedding(embedding, shapes[embedding]),
        };
    }

    /// <summary>The shapes of the answers to one row of zeros.</summary>
    private static Dictionary<TensorInfo, long[]> AnswerZeros(InferenceSession session, string input, int features, long[] row, TensorInfo[] wanted)
    {
        using OrtHandle memory = session.Api.CreateCpuMemoryInfo();
        float[] zeros = GC.AllocateArray<float>(features, pinned: true);
        using OrtHandle tensor = session.Api.CreateTensor(memory, zeros, features, [1, .. row], OrtElementType.Float);
        using OrtCall call = session.Prepare(input, [.. wanted.Select(w => w.Name)]);
        OrtHandle[] answers = call.RunAllocating(tensor);
        var shapes = wanted.Zip(answers).ToDictionary(pair => pair.First, pair => session.Api.ShapeOf(pair.Second));
        Array.ForEach(answers, a => a.Dispose());
        GC.KeepAlive(zeros);
        return shapes;
    }

    private static int CheckEmbedding(TensorInfo output, long[] shape) => shape is [1, > 0 and <= MaximumFeatures]
        ? (int)shape[1]
        : throw new NotSupportedException($"the output {output} answers one row with shape [{string.Join(", ", shape)}]; an embedding [N, D] is needed");

    /// <summary>Returns the rank of an answer to one row, after checking that it is one row.</summary>
    private static int CheckRow(TensorInfo output, long[] shape, long? width)
    {
        bool fits = shape is [1] || (shape is [1, > 0] && (width is null || shape[1] == width));
        return fits
            ? shape.Length
            : throw new NotSupportedException($"the output {output} answers one row with shape [{string.Join(", ", shape)}]; one line per row is needed");
    }

    private static string Join(IReadOnlyList<TensorInfo> tensors) => string.Join("; ", tensors);
}
