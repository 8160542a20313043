using System.Collections.Concurrent;

namespace LoadLab.TargetApi.Batching;

/// <summary>Jobs between two requests. Keeps every one: there are never more than requests that waited at once, which the queue's limit bounds.</summary>
internal sealed class BatchJobPool
{
    private readonly ConcurrentQueue<BatchJob> _idle = new();

    public BatchJob Get() => _idle.TryDequeue(out BatchJob? job) ? job : new BatchJob(this);

    public void Return(BatchJob job) => _idle.Enqueue(job);
}
