using LoadLab.TargetApi.Inference.Interop;

namespace LoadLab.TargetApi.Inference;

/// <summary>
/// How a model takes rows and answers: float [N, F] in; out int64 labels [N], float scores [N, K], or both. Scores of width one without labels are
/// plain values (a regression).
/// </summary>
public sealed record ModelSignature
{
    public required string Input { get; init; }

    /// <summary>F: numbers in a row.</summary>
    public required int Features { get; init; }

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

    /// <summary>True where the answer is one number a row and no class.</summary>
    public bool IsRegression => LabelOutput is null && Scores == 1;

    /// <summary>Reads the signature of a loaded model; widths it leaves open are learnt from one run on zeros.</summary>
    /// <exception cref="NotSupportedException">The model's inputs or outputs are not of a kind that can be served.</exception>
    public static ModelSignature Read(InferenceSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        TensorInfo input = CheckInput(session.Inputs);
        TensorInfo? label = session.Outputs.FirstOrDefault(o => o.ElementType == OrtElementType.Int64);
        TensorInfo? score = session.Outputs.FirstOrDefault(o => o.ElementType == OrtElementType.Float);
        if (label is null && score is null)
        {
            throw new NotSupportedException(
                $"the model answers {Join(session.Outputs)}; an int64 [N] or a float [N, K] output is needed (with skl2onnx: options={{'zipmap': False}})");
        }

        return Learn(session, input, label, score);
    }

    private static TensorInfo CheckInput(IReadOnlyList<TensorInfo> inputs)
    {
        bool fits = inputs is [{ ElementType: OrtElementType.Float, Dimensions: [-1 or 1, > 0 and <= 1_000_000] }];
        return fits
            ? inputs[0]
            : throw new NotSupportedException(
                $"the model takes {Join(inputs)}; exactly one input float [N, F] is needed, F fixed and N either open or 1");
    }

    private static ModelSignature Learn(InferenceSession session, TensorInfo input, TensorInfo? label, TensorInfo? score)
    {
        TensorInfo[] wanted = [.. new[] { label, score }.OfType<TensorInfo>()];
        int features = (int)input.Dimensions[1];
        using OrtHandle memory = session.Api.CreateCpuMemoryInfo();
        float[] zeros = GC.AllocateArray<float>(features, pinned: true);
        using OrtHandle row = session.Api.CreateTensor(memory, zeros, features, [1, features], OrtElementType.Float);
        using OrtCall call = session.Prepare(input.Name, [.. wanted.Select(w => w.Name)]);
        OrtHandle[] answers = call.RunAllocating(row);
        long[][] shapes = [.. answers.Select(session.Api.ShapeOf)];
        Array.ForEach(answers, a => a.Dispose());
        GC.KeepAlive(zeros);
        return new ModelSignature
        {
            Input = input.Name,
            Features = features,
            OneRowOnly = input.Dimensions[0] == 1,
            LabelOutput = label?.Name,
            LabelRank = label is null ? 0 : CheckRow(label, shapes[0], width: 1),
            ScoreOutput = score?.Name,
            ScoreRank = score is null ? 0 : CheckRow(score, shapes[^1], width: null),
            Scores = score is null ? 0 : shapes[^1] is [_, long width] ? (int)width : 1,
        };
    }

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
