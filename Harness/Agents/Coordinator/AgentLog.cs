using System.Buffers.Binary;
using System.Text;
using LoadLab.Harness.Agents.Merging;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Translation;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>One agent's kept intervals, read again and held against their digests.</summary>
/// <remarks>
/// Head: the eight letters <c>LLINTV01</c>, the run's number (16 bytes, big-endian), the name's length (one byte) and the name. Then for each
/// frame its length (int32, big-endian) and its bytes, as docs/protocol.md describes them.
/// </remarks>
internal sealed class AgentLog
{
    /// <summary>In a trial's folder.</summary>
    public const string Directory = "agents";

    private const string Extension = ".intervals";
    private const int RunBytes = 16;

    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("LLINTV01");

    private AgentLog(string agent, IReadOnlyList<Interval> intervals)
    {
        Agent = agent;
        Intervals = intervals;
    }

    public string Agent { get; }

    /// <summary>All of them, in order, each what its digest says.</summary>
    public IReadOnlyList<Interval> Intervals { get; }

    public static string PathOf(string trialFolder, string agent) => Path.Combine(trialFolder, Directory, agent + Extension);

    public static byte[] Header(Guid run, string agent) => [.. Magic, .. run.ToByteArray(bigEndian: true), (byte)agent.Length, .. Encoding.ASCII.GetBytes(agent)];

    /// <summary>The agents of a trial of which intervals were kept, by name.</summary>
    public static IReadOnlyList<string> AgentsIn(string trialFolder) => Path.Combine(trialFolder, Directory) is var folder && System.IO.Directory.Exists(folder)
        ? [.. System.IO.Directory.EnumerateFiles(folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <exception cref="FormatException">It is damaged: the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static AgentLog Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        Require(bytes.StartsWith(Magic) && bytes.Length > Magic.Length + RunBytes, "it does not begin as such a file does");
        var run = new Guid(bytes.Slice(Magic.Length, RunBytes), bigEndian: true);
        var nameLength = bytes[Magic.Length + RunBytes];
        bytes = bytes[(Magic.Length + RunBytes + 1)..];
        Require(bytes.Length >= nameLength, "it ends within the agent's name");
        var agent = Encoding.ASCII.GetString(bytes[..nameLength]);
        bytes = bytes[nameLength..];

        var intake = new IntervalIntake(run, agent);
        var intervals = new List<Interval>();
        while (bytes.Length > 0)
        {
            intervals.Add(Next(ref bytes, intake, intervals.Count));
        }

        return new AgentLog(agent, intervals);
    }

    /// <summary>What the first <paramref name="count"/> intervals add up to.</summary>
    /// <param name="count">Those that were counted.</param>
    /// <param name="kinds">Names of the kinds of requests.</param>
    /// <exception cref="FormatException">An interval is none of such a load.</exception>
    public LoadSums Sum(int count, IReadOnlyList<string> kinds)
    {
        var sums = new LoadSums();
        foreach (var interval in Intervals.Take(count))
        {
            sums.Add(IntervalMessages.Read(interval, kinds));
        }

        return sums;
    }

    private static Interval Next(ref Span<byte> bytes, IntervalIntake intake, int number)
    {
        Require(bytes.Length >= sizeof(int), $"it ends within the length of interval {number}");
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        bytes = bytes[sizeof(int)..];
        Require(length >= 0 && length <= bytes.Length, $"it ends within interval {number}");
        Interval interval;
        try
        {
            interval = MessageCodec.Read(isText: false, bytes[..length]) as Interval ?? throw new FormatException($"interval {number} is none");
        }
        catch (ProtocolException e)
        {
            throw new FormatException($"interval {number} cannot be read: {e.Message}", e);
        }

        bytes = bytes[length..];
        Require(intake.Take(interval) == ChainLink.Intact, $"interval {number} is not what its digest and its number say: it was altered, or one before it is missing");
        return interval;
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new FormatException(what);
        }
    }
}
