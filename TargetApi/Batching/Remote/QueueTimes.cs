namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>Times that the API and its workers agree on.</summary>
internal static class QueueTimes
{
    /// <summary>How often a worker says that it lives, and the API looks.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    /// <summary>Without a sign for this long no worker is taken to live: three heartbeats.</summary>
    public static readonly TimeSpan AliveLimit = TimeSpan.FromSeconds(3);

    /// <summary>How long a blocking read waits; bounds how late a stop is noticed.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Pause after a failure of Redis before the next attempt.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    /// <summary>Answers that nobody fetches are gone after this long.</summary>
    public static readonly TimeSpan AnswersExpire = TimeSpan.FromMinutes(1);
}
