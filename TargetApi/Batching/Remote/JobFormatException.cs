namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>Bytes from the queue that are no job, or no answer, of this version.</summary>
public sealed class JobFormatException : Exception
{
    public JobFormatException(string message)
        : base(message)
    {
    }
}
