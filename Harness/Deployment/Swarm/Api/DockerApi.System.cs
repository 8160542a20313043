using System.Runtime.CompilerServices;
using System.Text.Json;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm.Api;

internal sealed partial class DockerApi
{
    public Task<DaemonInfo> InfoAsync(CancellationToken cancellationToken) => GetAsync<DaemonInfo>("info", cancellationToken);

    public Task<DaemonVersion> VersionAsync(CancellationToken cancellationToken) => GetAsync<DaemonVersion>("version", cancellationToken);

    /// <summary>What happened to containers with a label, as far back as the daemon remembers, and happens from now on, until the stream breaks or the caller ends it.</summary>
    /// <param name="label"><c>key=value</c>.</param>
    /// <param name="action">Only events of this action, such as <c>oom</c>.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async IAsyncEnumerable<ContainerEvent> EventsAsync(string label, string action, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filters = FiltersOf(("type", "container"), ("event", action), ("label", label));
        await foreach (var one in StreamAsync<ContainerEvent>($"events?since=1&{filters}", cancellationToken).ConfigureAwait(false))
        {
            yield return one;
        }
    }

    /// <summary>JSON values one after another as they come.</summary>
    private async IAsyncEnumerable<T> StreamAsync<T>(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await foreach (var value in JsonSerializer.DeserializeAsyncEnumerable<T>(stream, topLevelValues: true, Json, cancellationToken).ConfigureAwait(false))
            {
                if (value is not null)
                {
                    yield return value;
                }
            }
        }
    }
}
