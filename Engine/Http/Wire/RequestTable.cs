using System.Runtime.InteropServices;
using LoadLab.Engine.Http.Wire.Http2;

namespace LoadLab.Engine.Http.Wire;

/// <summary>Every request of a run as bytes: for each target, each template with each row of its feed. Shared by the loops, never changed.</summary>
internal sealed unsafe class RequestTable : IDisposable
{
    /// <summary>Beyond this the feed should be cut rather than the machine's memory filled.</summary>
    private const long MaxBytes = 4L << 30;

    private readonly HttpProtocolVersion _version;
    private readonly RequestMessage[][][] _messages;
    private void* _memory;

    /// <exception cref="LoadSetupException">The messages would take more than 4 GiB.</exception>
    public RequestTable(IReadOnlyList<LoadTarget> targets, IReadOnlyList<HttpRequestTemplate> requests, HttpProtocolVersion version)
    {
        Requests = requests;
        _version = version;
        var rendered = targets.Select(target => requests.Select(request => Heads(request, target)).ToArray()).ToArray();
        var total = TotalBytes(rendered);
        _memory = NativeMemory.Alloc((nuint)total);
        var next = (byte*)_memory;
        _messages = new RequestMessage[targets.Count][][];
        for (var target = 0; target < targets.Count; target++)
        {
            _messages[target] = new RequestMessage[requests.Count][];
            for (var request = 0; request < requests.Count; request++)
            {
                _messages[target][request] = Place(rendered[target][request], requests[request], ref next);
            }
        }
    }

    public IReadOnlyList<HttpRequestTemplate> Requests { get; }

    public RequestMessage Message(int target, RequestChoice choice) => _messages[target][choice.Request][choice.Row];

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        _memory = null;
    }

    private byte[][] Heads(HttpRequestTemplate request, LoadTarget target) => request.Feed is { } feed
        ? [.. feed.Rows.Select(row => Head(row.Path is { } path ? request with { Path = path } : request, target, row.Body?.Length))]
        : [Head(request, target, null)];

    private byte[] Head(HttpRequestTemplate request, LoadTarget target, int? bodyLength) => _version == HttpProtocolVersion.Http2
        ? Http2RequestRenderer.RenderHead(request, target.Host, target.TlsHost is not null, bodyLength)
        : RequestRenderer.RenderHead(request, target.Host, bodyLength);

    private long TotalBytes(byte[][][][] heads)
    {
        var bodies = Requests.Sum(request => request.Feed?.Rows.Sum(row => (long)(row.Body?.Length ?? 0)) ?? 0) * heads.Length;
        var total = bodies + heads.Sum(target => target.Sum(request => request.Sum(head => (long)head.Length)));
        return total <= MaxBytes
            ? total
            : throw new LoadSetupException(
                $"The requests take {total >> 20} MiB for {heads.Length} targets, more than {MaxBytes >> 20}: use fewer or smaller bodies.");
    }

    private static RequestMessage[] Place(byte[][] heads, HttpRequestTemplate request, ref byte* next)
    {
        var messages = new RequestMessage[heads.Length];
        for (var i = 0; i < heads.Length; i++)
        {
            var start = next;
            Append(heads[i], ref next);
            if (request.Feed?.Rows[i].Body is { } body)
            {
                Append(body.Span, ref next);
            }

            messages[i] = new RequestMessage((nint)start, checked((int)(next - start)), heads[i].Length);
        }

        return messages;
    }

    private static void Append(ReadOnlySpan<byte> bytes, ref byte* next)
    {
        bytes.CopyTo(new Span<byte>(next, bytes.Length));
        next += bytes.Length;
    }
}
