namespace LoadLab.Harness.Agents.Protocol;

/// <summary>What a side has to take from the other at most. docs/protocol.md has the same table; both are part of the protocol.</summary>
internal static class ProtocolLimits
{
    private const int KiB = 1024;

    private const int MiB = 1024 * KiB;

    /// <summary>Text before the agent has proved that it knows the token: a stranger costs the coordinator no more memory than this.</summary>
    public const int StrangerTextBytes = 4 * KiB;

    /// <summary>Text afterwards: some ten thousand rows given, several times the largest other message.</summary>
    public const int TextBytes = 256 * KiB;

    /// <summary>The one larger text: a load holds the certificates it trusts (a system's whole list is a quarter of a MiB) and a few hundred requests.</summary>
    public const int PrepareBytes = MiB;

    /// <summary>A frame of feed: small beside what a connection holds in flight, so that pings between the chunks are not late.</summary>
    public const int FeedChunkBytes = 256 * KiB;

    /// <summary>The feed of a run, all requests together: it lies in the agent's memory while it makes load.</summary>
    public const int FeedBytes = 64 * MiB;

    /// <summary>Rows of a run's feed, all requests together: an agent needs some 100 bytes for each beside the row itself.</summary>
    public const int FeedRows = 4_000_000;

    /// <summary>An interval: eight histograms of at most about 80 KiB, and the counts of all kinds of requests.</summary>
    public const int IntervalBytes = MiB;

    /// <summary>A result: two histograms and the figures of all loops, with room for longer texts.</summary>
    public const int ResultBytes = 8 * MiB;

    /// <summary>
    /// Messages a second that a connection may bring for long. A run needs one interval, acknowledgement, ping and health a second; the feed
    /// of 64 MiB is 256 chunks.
    /// </summary>
    public const int MessagesPerSecond = 200;

    /// <summary>Messages at once: the intervals of a quarter of an hour, kept while the connection was broken.</summary>
    public const int MessageBurst = 1_000;

    /// <summary>What a sender keeps to, so that messages which the network holds up and delivers together are still within the limit.</summary>
    public const int SentMessagesPerSecond = MessagesPerSecond / 2;

    /// <summary>As <see cref="SentMessagesPerSecond"/>.</summary>
    public const int SentMessageBurst = MessageBurst / 2;

    /// <summary>Four messages over any network take less; a stranger holds a connection no longer.</summary>
    public static readonly TimeSpan Handshake = TimeSpan.FromSeconds(5);

    /// <summary>What a side gives the other to take its last message and close.</summary>
    public static readonly TimeSpan Closing = TimeSpan.FromSeconds(2);

    /// <summary>Objects and lists in each other. The deepest message, a load's headers, has 5.</summary>
    public const int JsonDepth = 16;

    /// <summary>Items of any list.</summary>
    public const int ListItems = 4_096;

    /// <summary>Characters of an agent's name, which becomes the name of a folder of the report.</summary>
    public const int NameCharacters = 64;

    /// <summary>Characters of a sentence for a log: with three bytes each it still is a stranger's text.</summary>
    public const int SentenceCharacters = 1_000;

    /// <summary>Characters of what a user is told, and of names that the profile gives.</summary>
    public const int NoteCharacters = 4 * KiB;

    /// <summary>Characters of an address, a path, a header's value: what servers take at most, and some more.</summary>
    public const int ValueCharacters = 16 * KiB;

    /// <summary>Characters of a list of certificates.</summary>
    public const int CertificateCharacters = 512 * KiB;

    /// <summary>Largest number of nanoseconds either way, 146 years: sums and differences of two still are numbers of 64 bits.</summary>
    public const long Nanoseconds = 1L << 62;

    /// <summary>Bytes of a nonce, a proof and a digest, which are SHA-256's.</summary>
    public const int DigestBytes = 32;

    /// <summary>Characters of a token at least: 16 at random out of letters and digits are 95 bits, more than anyone can try.</summary>
    public const int TokenCharacters = 16;

    /// <summary>Characters of a token at most.</summary>
    public const int LongestToken = 512;
}
