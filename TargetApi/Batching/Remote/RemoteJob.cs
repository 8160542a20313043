using LoadLab.TargetApi.Inference;

namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>One job that a worker has taken from the queue, from its bytes to the bytes of its answer.</summary>
/// <param name="entry">The job as it lay in the queue.</param>
/// <param name="deliveries">How often it has been given to a worker, this time included.</param>
/// <param name="limit">Jobs in a batch at most, as the answer tells.</param>
internal sealed class RemoteJob(StreamEntry entry, int deliveries, int limit) : IBatchJob
{
    public string Id => entry.Id;

    public int Deliveries => deliveries;

    /// <summary>Whose answer it is, and which of its questions; both empty where somebody else wrote the job.</summary>
    public string To { get; } = entry.Text("to");

    public string Number { get; } = entry.Text("n");

    public Predictor? Predictor { get; private set; }

    public PredictionBuffer? Buffer { get; private set; }

    /// <summary>Nobody can say: a request that is given up takes its job out of the queue itself.</summary>
    public bool IsAbandoned => false;

    /// <summary>The answer's bytes; null before there is one.</summary>
    public byte[]? Answer { get; private set; }

    /// <summary>Tells the batches of one worker apart; empty where the model did not run.</summary>
    public string Batch { get; private set; } = "";

    /// <summary>The batch that answered it; null where the model did not run.</summary>
    public BatchFacts? Facts { get; private set; }

    /// <summary>Reads the job's rows. True where it can go to the model; an answer is there otherwise.</summary>
    public bool Prepare(Predictor predictor)
    {
        Predictor = predictor;
        Buffer = predictor.Rent();
        try
        {
            if (JobFormat.Read(entry["d"], predictor, Buffer.Rows))
            {
                return true;
            }

            Refuse(AnswerStatus.WrongModel, $"the worker serves the model {predictor.Name} with {predictor.Signature.Features} numbers in a row, which is not what this API asks for; "
                + "give both the same MODEL");
        }
        catch (JobFormatException e)
        {
            Refuse(AnswerStatus.Failed, $"a job in the queue cannot be read: {e.Message}");
        }

        return false;
    }

    public void Succeed(long started, long ticks, int jobs)
    {
        Batch = started.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Facts = BatchFacts.Of(jobs, limit, ticks);
        Answer = AnswerFormat.Write(Buffer!, ticks);
    }

    public void Fail(Exception exception) => Refuse(AnswerStatus.Failed, exception.Message);

    public void Refuse(AnswerStatus status, string message) => Answer = AnswerFormat.Write(status, message);

    /// <summary>Hands the buffer back.</summary>
    public void Release()
    {
        if (Buffer is not null)
        {
            Predictor!.Return(Buffer);
            Buffer = null;
        }
    }
}
