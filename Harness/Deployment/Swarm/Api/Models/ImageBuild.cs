using System.Text.Json;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>What <c>POST /build</c> is asked for, besides the context.</summary>
/// <param name="Dockerfile">Its name in the context.</param>
/// <param name="Names">With tags.</param>
/// <param name="Arguments">For the Dockerfile's <c>ARG</c>s.</param>
/// <param name="Labels">Besides the Dockerfile's own.</param>
internal sealed record ImageBuild(string Dockerfile, IReadOnlyList<string> Names, IReadOnlyDictionary<string, string> Arguments, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>As the query of a URL. Containers of a failed step are removed too.</summary>
    public string Query => string.Join('&', Names.Select(name => $"t={Uri.EscapeDataString(name)}")
        .Append($"dockerfile={Uri.EscapeDataString(Dockerfile)}")
        .Append($"buildargs={Json(Arguments)}")
        .Append($"labels={Json(Labels)}")
        .Append("forcerm=1"));

    private static string Json(IReadOnlyDictionary<string, string> values) => Uri.EscapeDataString(JsonSerializer.Serialize(values));
}
