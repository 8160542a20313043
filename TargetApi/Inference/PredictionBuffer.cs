using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Inference.Interop;

namespace LoadLab.TargetApi.Inference;

/// <summary>
/// Room for one request: rows in, labels and scores out, all pinned and used again. Used by one thread at a time. Tensors are made anew only when the number
/// of rows changes, so that a stream of equal requests costs one native call each.
/// </summary>
public sealed class PredictionBuffer : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelSignature _signature;
    private readonly OrtCall _call;
    private readonly OrtHandle _memory;
    private readonly OrtHandle[] _outputs;
    private OrtHandle? _input;
    private float[] _boundRows = [];
    private int _bound;
    private float[] _oneRow = [];
    private long[] _labels = [];
    private float[] _scores = [];
    private float[] _embeddings = [];
    private int _capacity;

    public PredictionBuffer(InferenceSession session, ModelSignature signature)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(signature);
        _session = session;
        _signature = signature;
        string[] outputs = [.. new[] { signature.LabelOutput, signature.ScoreOutput, signature.EmbeddingOutput }.OfType<string>()];
        _call = session.Prepare(signature.Input, outputs);
        _memory = session.Api.CreateCpuMemoryInfo();
        _outputs = new OrtHandle[outputs.Length];
        Rows = new FeatureRows(signature.Features);
    }

    /// <summary>The rows to run.</summary>
    public FeatureRows Rows { get; }

    /// <summary>The answers of the last run, one a row; empty for a regression.</summary>
    public ReadOnlySpan<long> Labels => _signature.IsRegression ? [] : _labels.AsSpan(0, Rows.Count);

    /// <summary>The scores of the last run, K a row, row after row.</summary>
    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, Rows.Count * _signature.Scores);

    /// <summary>The embeddings of the last run, D a row, row after row; empty where the model gives none.</summary>
    public ReadOnlySpan<float> Embeddings => _embeddings.AsSpan(0, Rows.Count * _signature.EmbeddingWidth);

    /// <summary>Runs the model on all rows.</summary>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses or fails.</exception>
    public void Run()
    {
        if (_signature.OneRowOnly && Rows.Count > 1)
        {
            RunOneByOne();
        }
        else
        {
            Bind(Rows.Values, Rows.Count);
            _call.Run(_input!, _outputs);
        }

        if (_signature is { LabelOutput: null, Scores: > 1 })
        {
            LabelByLargestScore();
        }
    }

    /// <summary>Takes over answers that were worked out elsewhere for this buffer's rows.</summary>
    /// <param name="labels">One a row; empty for a regression.</param>
    /// <param name="scores">K a row, row after row.</param>
    /// <param name="embeddings">D a row, row after row; empty only where the model gives none.</param>
    public void SetAnswers(ReadOnlySpan<long> labels, ReadOnlySpan<float> scores, ReadOnlySpan<float> embeddings = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, _signature.IsRegression ? 0 : Rows.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, Rows.Count * _signature.Scores);
        ArgumentOutOfRangeException.ThrowIfNotEqual(embeddings.Length, Rows.Count * _signature.EmbeddingWidth);
        Reserve(Rows.Count);
        labels.CopyTo(_labels);
        scores.CopyTo(_scores);
        embeddings.CopyTo(_embeddings);
    }

    public void Dispose()
    {
        Unbind();
        _memory.Dispose();
        _call.Dispose();
    }

    private void RunOneByOne()
    {
        int rows = Rows.Count, width = _signature.Scores, depth = _signature.EmbeddingWidth, features = _signature.Features;
        if (_oneRow.Length == 0)
        {
            _oneRow = GC.AllocateArray<float>(features, pinned: true);
        }

        // Results are gathered apart: the bound arrays hold one row's answer at a time.
        var labels = new long[rows];
        var scores = new float[rows * width];
        var embeddings = new float[rows * depth];
        for (int i = 0; i < rows; i++)
        {
            Rows[i].CopyTo(_oneRow);
            Bind(_oneRow, 1);
            _call.Run(_input!, _outputs);
            labels[i] = _labels.Length > 0 ? _labels[0] : 0;
            _scores.AsSpan(0, width).CopyTo(scores.AsSpan(i * width));
            _embeddings.AsSpan(0, depth).CopyTo(embeddings.AsSpan(i * depth));
        }

        Reserve(rows);
        labels.CopyTo(_labels, 0);
        scores.CopyTo(_scores, 0);
        embeddings.CopyTo(_embeddings, 0);
    }

    private void Bind(float[] rows, int count)
    {
        if (count == _bound && ReferenceEquals(rows, _boundRows))
        {
            return;
        }

        Unbind();
        Reserve(count);
        _input = _session.Api.CreateTensor(_memory, rows, count * _signature.Features, [count, .. _signature.RowShape], OrtElementType.Float);
        int next = 0;
        if (_signature.LabelOutput is not null)
        {
            _outputs[next++] = _session.Api.CreateTensor(_memory, _labels, count, Shape(_signature.LabelRank, count, 1), OrtElementType.Int64);
        }

        if (_signature.ScoreOutput is not null)
        {
            int width = _signature.Scores;
            _outputs[next++] = _session.Api.CreateTensor(_memory, _scores, count * width, Shape(_signature.ScoreRank, count, width), OrtElementType.Float);
        }

        if (_signature.EmbeddingOutput is not null)
        {
            int width = _signature.EmbeddingWidth;
            _outputs[next] = _session.Api.CreateTensor(_memory, _embeddings, count * width, [count, width], OrtElementType.Float);
        }

        _boundRows = rows;
        _bound = count;
    }

    private static long[] Shape(int rank, int rows, int width) => rank == 1 ? [rows] : [rows, width];

    /// <summary>Growing leaves the old arrays to tensors that are bound to them, so it unbinds.</summary>
    private void Reserve(int rows)
    {
        if (_capacity >= rows)
        {
            return;
        }

        Unbind();
        _capacity = rows;
        _labels = GC.AllocateArray<long>(rows, pinned: true);
        _scores = GC.AllocateArray<float>(rows * _signature.Scores, pinned: true);
        _embeddings = GC.AllocateArray<float>(rows * _signature.EmbeddingWidth, pinned: true);
    }

    private void Unbind()
    {
        _input?.Dispose();
        _input = null;
        foreach (OrtHandle? output in _outputs)
        {
            output?.Dispose();
        }

        Array.Clear(_outputs);
        _boundRows = [];
        _bound = 0;
    }

    private void LabelByLargestScore()
    {
        for (int i = 0; i < Rows.Count; i++)
        {
            ReadOnlySpan<float> scores = _scores.AsSpan(i * _signature.Scores, _signature.Scores);
            int largest = 0;
            for (int k = 1; k < scores.Length; k++)
            {
                largest = scores[k] > scores[largest] ? k : largest;
            }

            _labels[i] = largest;
        }
    }
}
