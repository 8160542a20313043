using System.Text;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Profiles;
using LoadLab.Scenarios;

namespace LoadLab.Harness.Experiments;

/// <summary>Turns a profile's load into one that the engine runs.</summary>
internal static class HttpLoadFactory
{
    /// <exception cref="LoadSetupException">A feed cannot be read.</exception>
    public static HttpLoad Create(LoadJob job) => new()
    {
        Targets = job.Targets,
        Requests = job.Config.Scenario is { } name ? WorkloadCatalog.Create(name, job.Seed).Requests : [.. job.Config.Requests.Select(RequestOf)],
        Simulations = job.Config.Simulations,
        ThinkTime = job.Config.ThinkTime,
        WarmUp = job.Config.WarmUp,
        Version = job.Config.HttpVersion,
        Tls = job.Config.Tls,
        Options = job.Options,
    };

    private static HttpRequestTemplate RequestOf(RequestConfig request) => new()
    {
        Name = request.Label,
        Weight = request.Weight,
        Method = request.Method,
        // A path that is one column alone is in no request: each row brings its own.
        Path = request.Feed is not null && !request.Path.StartsWith('/') ? "/" : request.Path,
        Headers = [.. request.Headers],
        Feed = FeedOf(request),
    };

    private static RequestFeed? FeedOf(RequestConfig request)
    {
        if (request.Feed is { } feed)
        {
            return FeedFile.Read(feed, request);
        }

        return request.Body is { } body ? RequestFeed.OfBodies([Encoding.UTF8.GetBytes(body)]) : null;
    }
}
