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
        Requests = job.Config.Scenario is { } name ? WorkloadCatalog.Create(name, job.Seed).Requests : [RequestOf(job.Config.Request!)],
        Simulations = job.Config.Simulations,
        ThinkTime = job.Config.ThinkTime,
        WarmUp = job.Config.WarmUp,
        Version = job.Config.HttpVersion,
        Tls = job.Config.Tls,
        Options = job.Options,
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
