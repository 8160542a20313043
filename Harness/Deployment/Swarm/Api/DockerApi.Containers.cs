using System.Buffers.Binary;
using System.Text;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm.Api;

internal sealed partial class DockerApi
{
    /// <summary>All containers of this daemon with a label, those that have ended included.</summary>
    public Task<IReadOnlyList<ContainerSummary>> ContainersAsync(string label, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<ContainerSummary>>($"containers/json?all=1&{FiltersOf(("label", label))}", cancellationToken);

    public Task<Container> ContainerAsync(string id, CancellationToken cancellationToken) => GetAsync<Container>($"containers/{id}/json", cancellationToken);

    /// <summary>Removes a container, running or not, and its anonymous volumes.</summary>
    public Task RemoveContainerAsync(string id, CancellationToken cancellationToken) => TellAsync(HttpMethod.Delete, $"containers/{id}?force=1&v=1", null, cancellationToken);

    /// <summary>The counters of a container of this daemon, about once a second until it ends.</summary>
    public IAsyncEnumerable<ContainerStats> StatsAsync(string id, CancellationToken cancellationToken) =>
        StreamAsync<ContainerStats>($"containers/{id}/stats?stream=1", cancellationToken);

    private async Task<string> LogAsync(string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var answer = await SendAsync(HttpMethod.Get, path, null, limit.Token).ConfigureAwait(false);
        var bytes = await answer.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
        return TextOf(bytes);
    }

    /// <summary>Takes the frames of standard output and standard error off: 1 byte stream, 3 of nothing, 4 of length (big-endian), then text.</summary>
    internal static string TextOf(ReadOnlySpan<byte> frames)
    {
        const int Header = 8;
        var text = new StringBuilder();
        while (frames.Length >= Header && frames[0] <= 2)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(frames[4..]), (uint)(frames.Length - Header));
            text.Append(Encoding.UTF8.GetString(frames.Slice(Header, length)));
            frames = frames[(Header + length)..];
        }

        // A container with a terminal has no frames.
        return text.Append(Encoding.UTF8.GetString(frames)).ToString();
    }
}
