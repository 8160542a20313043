namespace LoadLab.Engine.Scenarios;

/// <summary>How one request is sent.</summary>
/// <param name="HttpCompletion">Whether the body is read before the request counts as complete.</param>
/// <param name="CancellationToken">Cancels the request.</param>
public sealed record HttpClientArgs(HttpCompletionOption HttpCompletion, CancellationToken CancellationToken)
{
    public static HttpClientArgs Create() => Create(default(CancellationToken));

    public static HttpClientArgs Create(CancellationToken cancellationToken) => Create(HttpCompletionOption.ResponseContentRead, cancellationToken);

    public static HttpClientArgs Create(HttpCompletionOption httpCompletion, CancellationToken cancellationToken = default) =>
        new(httpCompletion, cancellationToken);
}
