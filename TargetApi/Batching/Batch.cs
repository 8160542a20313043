using System.Diagnostics;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Inference;

namespace LoadLab.TargetApi.Batching;

/// <summary>Requests that go to the model together. Used by one thread at a time, again and again.</summary>
/// <param name="limit">Requests at most.</param>
/// <param name="meter">Told of every model call that succeeded, before its requests are.</param>
internal sealed class Batch(int limit, BatchMeter meter) : IDisposable
{
    /// <summary>Numbers at most in all rows, unless one request alone has more: bounds the memory of a batch (32 MiB) whatever its requests bring.</summary>
    private const int NumberLimit = 1 << 23;

    private readonly IBatchJob[] _jobs = new IBatchJob[limit];
    private int _count;
    private long _numbers;
    private Predictor? _owner;
    private PredictionBuffer? _joined;

    /// <summary>True where one more request has room. A batch is for one model: where the model is being replaced, the next batch is the new one's.</summary>
    public bool Fits(IBatchJob job) =>
        _count == 0 || (_count < limit && job.Predictor == _jobs[0].Predictor && _numbers + Numbers(job) <= NumberLimit);

    public void Add(IBatchJob job)
    {
        _jobs[_count++] = job;
        _numbers += Numbers(job);
    }

    /// <summary>Answers every request in the order in which they came, and is empty afterwards. Throws nothing: failures go to the requests.</summary>
    public void Run()
    {
        LeaveOutAbandoned();
        if (_count == 1)
        {
            RunAlone(_jobs[0]);
        }
        else if (_count > 1)
        {
            RunTogetherOrElseAlone();
        }

        Array.Clear(_jobs, 0, _count);
        (_count, _numbers) = (0, 0);
    }

    public void Dispose() => _joined?.Dispose();

    private static long Numbers(IBatchJob job) => (long)job.Buffer!.Rows.Count * job.Buffer.Rows.Width;

    /// <summary>Requests whose client has gone by now.</summary>
    private void LeaveOutAbandoned()
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            IBatchJob job = _jobs[i];
            if (job.IsAbandoned)
            {
                job.Fail(new OperationCanceledException());
            }
            else
            {
                _jobs[kept++] = job;
            }
        }

        Array.Clear(_jobs, kept, _count - kept);
        _count = kept;
    }

    private void RunTogetherOrElseAlone()
    {
        if (TryRunTogether(out long started, out long ticks))
        {
            Succeed(started, ticks);
            return;
        }

        // One bad request must fail alone, and only running them apart tells which one it is.
        for (int i = 0; i < _count; i++)
        {
            RunAlone(_jobs[i]);
        }
    }

    private bool TryRunTogether(out long started, out long ticks)
    {
        (started, ticks) = (0, 0);
        Predictor predictor = _jobs[0].Predictor!;
        try
        {
            PredictionBuffer joined = Room(predictor);
            Join(joined);
            started = Stopwatch.GetTimestamp();
            joined.Run();
            ticks = Stopwatch.GetTimestamp() - started;
            DealOut(joined, predictor.Signature);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>The batch's own buffer, kept for as long as the model stays: batches of the same size then need no new tensors.</summary>
    private PredictionBuffer Room(Predictor predictor)
    {
        if (_joined is null || _owner != predictor)
        {
            _joined?.Dispose();
            _joined = predictor.Rent();
            _owner = predictor;
        }

        _joined.Rows.Clear();
        return _joined;
    }

    private void Join(PredictionBuffer joined)
    {
        for (int i = 0; i < _count; i++)
        {
            FeatureRows rows = _jobs[i].Buffer!.Rows;
            for (int row = 0; row < rows.Count; row++)
            {
                rows[row].CopyTo(joined.Rows.Add());
            }
        }
    }

    private void DealOut(PredictionBuffer joined, ModelSignature signature)
    {
        int first = 0;
        for (int i = 0; i < _count; i++)
        {
            PredictionBuffer buffer = _jobs[i].Buffer!;
            int rows = buffer.Rows.Count;
            buffer.SetAnswers(
                joined.Labels.IsEmpty ? [] : joined.Labels.Slice(first, rows),
                joined.Scores.Slice(first * signature.Scores, rows * signature.Scores),
                joined.Embeddings.Slice(first * signature.EmbeddingWidth, rows * signature.EmbeddingWidth));
            first += rows;
        }
    }

    private void Succeed(long started, long ticks)
    {
        meter.Observe(_count, ticks);
        for (int i = 0; i < _count; i++)
        {
            _jobs[i].Succeed(started, ticks, _count);
        }
    }

    private void RunAlone(IBatchJob job)
    {
        long started = Stopwatch.GetTimestamp();
        try
        {
            job.Buffer!.Run();
        }
        catch (Exception e)
        {
            job.Fail(e);
            return;
        }

        long ticks = Stopwatch.GetTimestamp() - started;
        meter.Observe(1, ticks);
        job.Succeed(started, ticks, 1);
    }
}
