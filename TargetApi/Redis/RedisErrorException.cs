namespace LoadLab.TargetApi.Redis;

/// <summary>The server is there and refuses a command; the message is its own.</summary>
public sealed class RedisErrorException : Exception
{
    public RedisErrorException(string message)
        : base(message)
    {
    }

    /// <summary>The first word, which tells the kind of the refusal.</summary>
    public string Code => Message.Split(' ')[0];
}
