namespace LoadLab.Engine.Scenarios;

/// <summary>The iterations (at least one) of a stage that ends by count: each is taken before it begins, and the stage is over when all are complete.</summary>
internal sealed class IterationBudget(long iterations)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _untaken = iterations;
    private long _incomplete = iterations;

    internal bool TryTake() => Interlocked.Decrement(ref _untaken) >= 0;

    internal void Complete()
    {
        if (Interlocked.Decrement(ref _incomplete) == 0)
        {
            _done.SetResult();
        }
    }

    /// <summary>True when all are complete; false where they are not after so long a wait.</summary>
    internal bool Wait(TimeSpan patience) => _done.Task.Wait(patience);
}
