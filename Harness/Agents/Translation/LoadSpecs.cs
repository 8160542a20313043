using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Agents.Protocol.Specs;
using FeedRow = LoadLab.Engine.Http.FeedRow;

namespace LoadLab.Harness.Agents.Translation;

/// <summary>A load as it crosses the wire, and back. The rows of feeds follow it in frames of their own.</summary>
internal static class LoadSpecs
{
    private const string Http2 = "2";
    private const string Http11 = "1.1";

    /// <exception cref="LoadSetupException">It uses something that no agent is given.</exception>
    public static LoadSpec Write(HttpLoad load) => new()
    {
        Targets = [.. load.Targets.Select(target => target.GetLeftPart(UriPartial.Authority))],
        Requests = [.. load.Requests.Select(Write)],
        Stages = [.. load.Simulations.Select(StageSpecs.Write)],
        ThinkMinimumNs = WireTime.Ns(load.ThinkTime.Minimum),
        ThinkMaximumNs = WireTime.Ns(load.ThinkTime.Maximum),
        WarmUpNs = WireTime.Ns(load.WarmUp),
        HttpVersion = load.Version == HttpProtocolVersion.Http2 ? Http2 : Http11,
        Tls = Write(load.Tls),
        Loops = load.Options.Loops,
        Transport = load.Options.Transport,
        Pacing = load.Options.Pacing == Pacing.Precise ? "precise" : "frugal",
        MaxConnectionsPerLoop = load.Options.MaxConnectionsPerLoop,
        ConnectTimeoutNs = WireTime.Ns(load.Options.ConnectTimeout),
        ResponseTimeoutNs = WireTime.Ns(load.Options.ResponseTimeout),
        DrainTimeoutNs = WireTime.Ns(load.Options.DrainTimeout),
        IntervalNs = WireTime.Ns(load.Options.IntervalLength),
        Seed = load.Options.Seed,
    };

    /// <param name="spec">As received.</param>
    /// <param name="share">The part of it that is asked for.</param>
    /// <param name="feeds">Rows by request; empty for a request without.</param>
    /// <param name="caFile">Where <see cref="TlsSpec.CaPem"/> was put; null where there is none.</param>
    /// <exception cref="FormatException">No load can be made of it.</exception>
    public static HttpLoad Read(LoadSpec spec, LoadShare share, IReadOnlyList<IReadOnlyList<FeedRow>> feeds, string? caFile) => new()
    {
        Targets = [.. spec.Targets.Select(ReadTarget)],
        Requests = [.. spec.Requests.Select((request, index) => Read(request, feeds[index]))],
        Simulations = [.. spec.Stages.Select(StageSpecs.Read)],
        ThinkTime = new ThinkTime(WireTime.Span(spec.ThinkMinimumNs), WireTime.Span(spec.ThinkMaximumNs)),
        WarmUp = WireTime.Span(spec.WarmUpNs),
        Version = spec.HttpVersion switch
        {
            Http2 => HttpProtocolVersion.Http2,
            Http11 => HttpProtocolVersion.Http11,
            _ => throw new FormatException($"HTTP {spec.HttpVersion} is not known."),
        },
        Tls = new TlsOptions { VerifyCertificate = spec.Tls.Verify, CaFile = caFile, Fingerprint = spec.Tls.Fingerprint },
        Share = share,
        Options = new EngineOptions
        {
            Loops = spec.Loops,
            Transport = spec.Transport,
            Pacing = spec.Pacing == "frugal" ? Pacing.Frugal : Pacing.Precise,
            MaxConnectionsPerLoop = spec.MaxConnectionsPerLoop,
            ConnectTimeout = WireTime.Span(spec.ConnectTimeoutNs),
            ResponseTimeout = WireTime.Span(spec.ResponseTimeoutNs),
            DrainTimeout = WireTime.Span(spec.DrainTimeoutNs),
            IntervalLength = WireTime.Span(spec.IntervalNs),
            Seed = spec.Seed,
        },
    };

    private static RequestSpec Write(HttpRequestTemplate request) => new()
    {
        Name = request.Label,
        Weight = request.Weight,
        Method = request.Method,
        Path = request.Path,
        Headers = [.. request.Headers.Select(header => new HeaderSpec(header.Key, header.Value))],
        FeedOrder = request.Feed?.Order switch
        {
            null => null,
            FeedOrder.Sequential => "sequential",
            FeedOrder.Random => "random",
            _ => "unique",
        },
        Rows = request.Feed?.Rows.Count ?? 0,
    };

    private static HttpRequestTemplate Read(RequestSpec spec, IReadOnlyList<FeedRow> rows) => new()
    {
        Name = spec.Name,
        Weight = spec.Weight,
        Method = spec.Method,
        Path = spec.Path,
        Headers = [.. spec.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))],
        Feed = spec.FeedOrder is { } order ? new RequestFeed(rows, ReadOrder(order)) : null,
    };

    private static FeedOrder ReadOrder(string order) => order switch
    {
        "sequential" => FeedOrder.Sequential,
        "random" => FeedOrder.Random,
        "unique" => FeedOrder.Unique,
        _ => throw new FormatException($"The order '{order}' of a feed is not known."),
    };

    private static Uri ReadTarget(string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var uri) ? uri : throw new FormatException($"'{target}' is no address.");

    private static TlsSpec Write(TlsOptions tls)
    {
        if (tls.CertificateFile is not null)
        {
            throw new LoadSetupException(
                "A client certificate is not given to agents, as its key would leave this machine: remove it from load.tls, or make the load without agents.");
        }

        return new TlsSpec(tls.VerifyCertificate, tls.CaFile is { } file ? ReadPem(file) : null, tls.Fingerprint);
    }

    private static string ReadPem(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LoadSetupException($"{file} cannot be used for TLS: {e.Message}", e);
        }
    }
}
