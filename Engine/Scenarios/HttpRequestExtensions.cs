using System.Net.Http.Json;
using System.Text.Json;

namespace LoadLab.Engine.Scenarios;

/// <summary>Builds a request up.</summary>
public static class HttpRequestExtensions
{
    /// <summary>Fields that describe a body wait here until the request has one.</summary>
    private static readonly HttpRequestOptionsKey<List<KeyValuePair<string, string>>> BodyFields = new("LoadLab.BodyFields");

    /// <summary>Adds a header field. One that describes the body, such as Content-Type, replaces the body's own and is sent only with a body.</summary>
    /// <exception cref="ArgumentException">Name or value cannot be sent.</exception>
    public static HttpRequestMessage WithHeader(this HttpRequestMessage request, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.TryAddWithoutValidation(name, value))
        {
            return request;
        }

        if (!request.Options.TryGetValue(BodyFields, out var fields))
        {
            request.Options.Set(BodyFields, fields = []);
        }

        fields.Add(new(name, value));
        return ApplyBodyFields(request);
    }

    /// <summary>Sends by this version and no other: a quiet fall-back would measure something else than was asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="version">1.0, 1.1, 2.0 (without TLS too, where the server takes it without negotiation) or 3.0.</param>
    public static HttpRequestMessage WithVersion(this HttpRequestMessage request, string version)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Version = Version.Parse(version);
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return request;
    }

    public static HttpRequestMessage WithBody(this HttpRequestMessage request, HttpContent body)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Content = body;
        return ApplyBodyFields(request);
    }

    /// <summary>The data as JSON, with content type application/json.</summary>
    public static HttpRequestMessage WithJsonBody<T>(this HttpRequestMessage request, T data, JsonSerializerOptions? options = null) =>
        request.WithBody(JsonContent.Create(data, options: options));

    private static HttpRequestMessage ApplyBodyFields(HttpRequestMessage request)
    {
        if (request.Content is not { } content || !request.Options.TryGetValue(BodyFields, out var fields))
        {
            return request;
        }

        foreach (var (name, value) in fields)
        {
            content.Headers.Remove(name);
            if (!content.Headers.TryAddWithoutValidation(name, value))
            {
                throw new ArgumentException($"The header field '{name}' cannot be sent with a request.", nameof(request));
            }
        }

        return request;
    }
}
