namespace LoadLab.TargetApi.Images;

/// <summary>What all uploads of this process may hold in memory together, from their first byte to their answer. Safe for many threads.</summary>
internal sealed class UploadBudget(long bytes)
{
    private long _free = bytes;

    public bool TryTake(long count)
    {
        if (Interlocked.Add(ref _free, -count) >= 0)
        {
            return true;
        }

        Give(count);
        return false;
    }

    public void Give(long count) => Interlocked.Add(ref _free, count);
}
