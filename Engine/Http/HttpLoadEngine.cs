namespace LoadLab.Engine.Http;

/// <summary>Runs an <see cref="HttpLoad"/> on event loops and reports every request.</summary>
public sealed class HttpLoadEngine
{
    /// <summary>Runs the load to its end, or until cancelled; a cancelled run still returns what it measured.</summary>
    /// <exception cref="ArgumentException">The load is not valid (no target, no request, a transport that does not exist…).</exception>
    /// <exception cref="LoadSetupException">The generator cannot start: name not resolved, transport not available here.</exception>
    public Task<LoadResult> RunAsync(HttpLoad load, ILoadObserver? observer, CancellationToken cancellationToken) =>
        throw new NotSupportedException("skeleton");
}
