namespace LoadLab.TargetApi.Redis;

/// <summary>The server cannot be reached, or was lost while it worked: whether it has carried out the command is unknown. The message names server and reason.</summary>
public sealed class RedisUnavailableException : Exception
{
    public RedisUnavailableException(string message)
        : base(message)
    {
    }
}
