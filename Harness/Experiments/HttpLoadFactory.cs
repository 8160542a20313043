using System.Text;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Profiles;
using LoadLab.Scenarios;

namespace LoadLab.Harness.Experiments;

/// <summary>Turns a profile's load into one that the engine runs.</summary>
internal static class HttpLoadFactory
{
    /// <exception cref="LoadSetupException">A feed or a body cannot be read.</exception>
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

        return BodyOf(request) is { } body ? RequestFeed.OfBodies([body]) : null;
    }

    private static byte[]? BodyOf(RequestConfig request)
    {
        if (request.BodyFile is not { } file)
        {
            return request.Body is { } text ? Encoding.UTF8.GetBytes(text) : null;
        }

        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LoadSetupException($"The body {file} cannot be read: {e.Message}", e);
        }
    }
}
