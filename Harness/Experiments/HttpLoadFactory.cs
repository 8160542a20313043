using System.Text;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Profiles;
using LoadLab.Scenarios;

namespace LoadLab.Harness.Experiments;

/// <summary>Turns a profile's load into one that the engine runs.</summary>
internal static class HttpLoadFactory
{
    /// <param name="load">What to send and how much.</param>
    /// <param name="targets">Base addresses.</param>
    /// <param name="seed">Seed of everything random in it.</param>
    /// <param name="processors">Processors for the event loops; null for any.</param>
    /// <exception cref="LoadSetupException">A feed cannot be read.</exception>
    public static HttpLoad Create(LoadConfig load, IReadOnlyList<Uri> targets, int seed, IReadOnlyList<int>? processors) => new()
    {
        Targets = targets,
        Requests = load.Scenario is { } name ? WorkloadCatalog.Create(name, seed).Requests : [RequestOf(load.Request!)],
        Simulations = load.Simulations,
        ThinkTime = load.ThinkTime,
        WarmUp = load.WarmUp,
        Options = new EngineOptions
        {
            Loops = load.Loops,
            Processors = processors,
            // Rounded up, so that a limit that does not divide by the loops is not lowered.
            MaxConnectionsPerLoop = (load.MaxConnections + load.Loops - 1) / load.Loops,
            ConnectTimeout = load.ConnectTimeout,
            ResponseTimeout = load.ResponseTimeout,
            Seed = seed,
        },
    };

    private static HttpRequestTemplate RequestOf(RequestConfig request) => new()
    {
        Method = request.Method,
        Path = request.Path,
        Headers = [.. request.Headers],
        Bodies = BodiesOf(request),
    };

    private static BodyFeed? BodiesOf(RequestConfig request)
    {
        if (request.Feed is { } feed)
        {
            return new BodyFeed(FeedFile.Read(feed.File, request.Body), feed.Order);
        }

        return request.Body is { } body ? new BodyFeed([Encoding.UTF8.GetBytes(body)]) : null;
    }
}
