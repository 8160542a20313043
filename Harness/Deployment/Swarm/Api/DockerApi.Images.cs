using System.Text.Json;
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
    public Task<Stream> SaveImageAsync(string name, CancellationToken cancellationToken) => SaveImagesAsync([name], cancellationToken);

    /// <summary>Several images, and the names they were asked for by, as one tar archive. To be disposed.</summary>
    public async Task<Stream> SaveImagesAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var query = string.Join('&', names.Select(name => $"names={Uri.EscapeDataString(name)}"));
        var answer = await SendAsync(HttpMethod.Get, $"images/get?{query}", null, cancellationToken).ConfigureAwait(false);
        return await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads what <see cref="SaveImageAsync"/> gave, perhaps of another daemon.</summary>
    public Task LoadImageAsync(Stream archive, CancellationToken cancellationToken) => LoadImageAsync(archive, _ => { }, cancellationToken);

    /// <inheritdoc cref="LoadImageAsync(Stream, CancellationToken)"/>
    /// <param name="archive">One tar archive, compressed or not; not disposed.</param>
    /// <param name="onStep">Told what was loaded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LoadImageAsync(Stream archive, Action<ProgressStep> onStep, CancellationToken cancellationToken)
    {
        using var content = new StreamedContent(archive.CopyToAsync);
        await FollowAsync("images/load?quiet=1", content, onStep, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Builds an image and returns its id.</summary>
    /// <param name="build">What to build.</param>
    /// <param name="writeContext">Writes the files, a tar archive.</param>
    /// <param name="onStep">Told how it goes.</param>
    /// <param name="cancellationToken">Ends the build, in the daemon too.</param>
    public async Task<string> BuildImageAsync(ImageBuild build, Func<Stream, CancellationToken, Task> writeContext, Action<ProgressStep> onStep, CancellationToken cancellationToken)
    {
        using var content = new StreamedContent(writeContext);
        var outcome = await FollowAsync($"build?{build.Query}", content, onStep, cancellationToken).ConfigureAwait(false);
        return outcome?.Id ?? throw new DockerException($"The Docker daemon at {Host} ended the build without an image.");
    }

    /// <summary>Gets an image from its registry, as nobody in particular.</summary>
    /// <param name="name">With its tag.</param>
    /// <param name="onStep">Told how it goes.</param>
    /// <param name="cancellationToken">Ends the pull, in the daemon too.</param>
    public Task PullImageAsync(string name, Action<ProgressStep> onStep, CancellationToken cancellationToken) =>
        FollowAsync($"images/create?fromImage={Uri.EscapeDataString(name)}", null, onStep, cancellationToken);

    /// <summary>Gives an image one more name.</summary>
    public Task TagImageAsync(string name, string repository, string tag, CancellationToken cancellationToken) =>
        TellAsync(HttpMethod.Post, $"images/{PathOf(name)}/tag?repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}", null, cancellationToken);

    /// <summary>Brings an image to the registry that its name begins with, and returns the digest of its manifest.</summary>
    /// <param name="repository">With the registry.</param>
    /// <param name="tag">An image of this name must be there.</param>
    /// <param name="credentials">Value of the header <c>X-Registry-Auth</c>.</param>
    /// <param name="onStep">Told how it goes.</param>
    /// <param name="cancellationToken">Ends the push, in the daemon too.</param>
    public async Task<string> PushImageAsync(string repository, string tag, string credentials, Action<ProgressStep> onStep, CancellationToken cancellationToken)
    {
        // It is sent with the request's own headers. A daemon refuses a push without it, even where nobody has to log in.
        using var content = new ByteArrayContent([]);
        content.Headers.Add("X-Registry-Auth", credentials);
        var outcome = await FollowAsync($"images/{PathOf(repository)}/push?tag={Uri.EscapeDataString(tag)}", content, onStep, cancellationToken).ConfigureAwait(false);
        return outcome?.Digest ?? throw new DockerException($"The Docker daemon at {Host} ended the push without a digest.");
    }

    /// <summary>Sends a request whose answer tells step by step how it goes, and returns what came of it; the last word may be a failure although the status was 200.</summary>
    private async Task<ProgressOutcome?> FollowAsync(string path, HttpContent? content, Action<ProgressStep> onStep, CancellationToken cancellationToken)
    {
        _prefix ??= await NegotiateAsync(cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Post, _prefix + path) { Content = content };
        // A refusal comes before the transfer, not after a daemon has closed the connection in the midst of it.
        request.Headers.ExpectContinue = content is StreamedContent;
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await FollowAsync(answer, onStep, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or JsonException)
        {
            throw new DockerException($"The Docker daemon at {Host} broke off: {e.Message}", e);
        }
    }

    private static async Task<ProgressOutcome?> FollowAsync(HttpResponseMessage answer, Action<ProgressStep> onStep, CancellationToken cancellationToken)
    {
        ProgressOutcome? outcome = null;
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await foreach (var step in JsonSerializer.DeserializeAsyncEnumerable<ProgressStep>(stream, topLevelValues: true, Json, cancellationToken).ConfigureAwait(false))
            {
                if (step?.Error is { } error)
                {
                    throw new DockerException(error, answer.StatusCode);
                }

                outcome = step?.Aux ?? outcome;
                onStep(step ?? new ProgressStep());
            }
        }

        return outcome;
    }

    // A name may hold slashes, which the API wants as they are; a colon and an @ are fine in a path.
    private static string PathOf(string name) => string.Join('/', name.Split('/').Select(part => Uri.EscapeDataString(part).Replace("%3A", ":", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal)));
}
