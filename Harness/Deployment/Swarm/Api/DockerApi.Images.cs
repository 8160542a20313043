using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm.Api;

internal sealed partial class DockerApi
{
    /// <summary>An image of this daemon by name or id; null where it has none.</summary>
    public async Task<Image?> FindImageAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync<Image>($"images/{PathOf(name)}/json", cancellationToken).ConfigureAwait(false);
        }
        catch (DockerException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>The image as a tar archive, as <c>docker save</c> gives it. To be disposed.</summary>
    public async Task<Stream> SaveImageAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, $"images/{PathOf(name)}/get", null, cancellationToken).ConfigureAwait(false);
        return await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads what <see cref="SaveImageAsync"/> gave, perhaps of another daemon.</summary>
    public async Task LoadImageAsync(Stream archive, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(archive);
        content.Headers.ContentType = new("application/x-tar");
        await FollowAsync("images/load?quiet=1", content, _ => { }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request whose answer tells step by step how it goes; the last word may be a failure although the status was 200.</summary>
    private async Task FollowAsync(string path, HttpContent? content, Action<string> onText, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, content, cancellationToken).ConfigureAwait(false);
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await foreach (var step in System.Text.Json.JsonSerializer
                .DeserializeAsyncEnumerable<ProgressStep>(stream, topLevelValues: true, Json, cancellationToken).ConfigureAwait(false))
            {
                if (step?.Error is { } error)
                {
                    throw new DockerException(error, answer.StatusCode);
                }

                onText(step?.Stream ?? step?.Status ?? "");
            }
        }
    }

    // A name may hold slashes, which the API wants as they are; a colon and an @ are fine in a path.
    private static string PathOf(string name) => string.Join('/', name.Split('/').Select(part => Uri.EscapeDataString(part).Replace("%3A", ":", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal)));
}
