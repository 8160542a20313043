using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;
using FeedRow = LoadLab.Engine.Http.FeedRow;

namespace LoadLab.Harness.Agents.Agent;

/// <summary>The rows of a run's feeds as they arrive, piece by piece.</summary>
internal sealed class RunFeeds
{
    private readonly MemoryStream[] _bytes;
    private readonly LoadSpec _load;
    private long _missing;

    /// <param name="load">What is prepared.</param>
    /// <param name="bytes">How many bytes of rows follow.</param>
    public RunFeeds(LoadSpec load, long bytes)
    {
        _load = load;
        _missing = bytes;
        _bytes = [.. load.Requests.Select(_ => new MemoryStream())];
    }

    public bool AreComplete => _missing == 0;

    /// <exception cref="FormatException">More than was announced, or for a request that there is not.</exception>
    public void Add(FeedChunk chunk)
    {
        if (chunk.Request >= _bytes.Length || chunk.Bytes.Length > _missing)
        {
            throw new FormatException("The rows that arrived are not those that were announced.");
        }

        _bytes[chunk.Request].Write(chunk.Bytes.Span);
        _missing -= chunk.Bytes.Length;
    }

    /// <exception cref="ProtocolException">The bytes are no rows, or not as many as announced.</exception>
    public IReadOnlyList<IReadOnlyList<FeedRow>> Read() => [.. _load.Requests.Select((request, index) => Read(request, _bytes[index]))];

    private static List<FeedRow> Read(RequestSpec request, MemoryStream bytes) =>
        [.. FeedRowCodec.Read(bytes.ToArray(), request.Rows).Select(row => new FeedRow(row.Path, row.Body))];
}
