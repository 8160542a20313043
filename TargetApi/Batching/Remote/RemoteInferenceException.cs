namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>A worker answered that it failed; the message is the worker's.</summary>
public sealed class RemoteInferenceException : Exception
{
    public RemoteInferenceException(string message)
        : base(message)
    {
    }
}
