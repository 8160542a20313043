namespace LoadLab.TargetApi.Redis;

/// <summary>What came is not the Redis protocol, or beyond the limits of what is taken: the connection is of no more use.</summary>
public sealed class RespException : Exception
{
    public RespException(string message)
        : base(message)
    {
    }
}
