using System.Net;

namespace LoadLab.Harness.Deployment.Swarm.Api;

/// <summary>A tar archive that comes while it is sent, so that it needs neither memory nor a file. Disposes nothing that it is made from.</summary>
internal sealed class StreamedContent : HttpContent
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    public StreamedContent(Func<Stream, CancellationToken, Task> write)
    {
        _write = write;
        Headers.ContentType = new("application/x-tar");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _write(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => _write(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
