namespace LoadLab.TargetApi.Dependencies;

/// <summary>This request cannot be answered now and may be later: answered 503 with Retry-After. The message says what is missing.</summary>
public sealed class UnavailableException : Exception
{
    public UnavailableException(string message)
        : base(message)
    {
    }

    public UnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
