using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Scenarios;

namespace LoadLab.Harness.Cli;

/// <summary>The command line of <c>harness run</c>, understood and checked.</summary>
/// <param name="Targets">Base addresses.</param>
/// <param name="Load">What to send.</param>
/// <param name="Title">The target and the request, for the summary.</param>
internal sealed partial record RunPlan(IReadOnlyList<Uri> Targets, LoadConfig Load, string Title)
{
    private const string DefaultSimulation = "keep_constant:copies=10,during=10s";

    /// <exception cref="UserErrorException">All mistakes, one a line.</exception>
    public static RunPlan Create(RunArguments arguments, string workingDirectory)
    {
        if (arguments.Scenarios is { } path)
        {
            return CreateForScenarios(arguments, path, workingDirectory);
        }

        var mistakes = new List<string>();
        if (arguments.Urls.Count == 0)
        {
            mistakes.Add("--url is missing: say where to, such as --url http://127.0.0.1:8080/.");
        }

        if (arguments.Settings.Count > 0)
        {
            mistakes.Add("--setting has no effect without --scenarios: remove it.");
        }

        var urls = arguments.Urls.Select(text => Try(() => ReadUrl(text), mistakes)).OfType<Uri>().ToList();
        if (urls.Select(url => url.PathAndQuery).Distinct().Count() > 1 && urls.Select(url => url.Authority).Distinct().Count() > 1)
        {
            mistakes.Add("--url: give several instances (the same path on each), or several paths (of the same host and port), not both.");
        }

        var load = new LoadConfig
        {
            Scenario = Try(() => ReadScenario(arguments, urls), mistakes),
            Requests = arguments.Scenario is null ? Try(() => ReadRequests(arguments, urls, workingDirectory), mistakes) ?? [] : [],
            Simulations = ReadSimulations(arguments.Simulations, mistakes),
            ThinkTime = arguments.ThinkTime is { } think ? Try(() => ReadThinkTime(think), mistakes) ?? ThinkTime.None : ThinkTime.None,
            WarmUp = arguments.WarmUp is { } warmUp ? TryTime("--warm-up", warmUp, mistakes) : TimeSpan.Zero,
            ResponseTimeout = arguments.Timeout is { } timeout ? TryTime("--timeout", timeout, mistakes) : TimeSpan.FromSeconds(30),
            Tls = Try(() => ReadTls(arguments, urls, workingDirectory), mistakes) ?? new TlsOptions(),
            Loops = AtLeastOne("--loops", arguments.Loops, mistakes),
            HttpVersion = arguments.Http2 ? HttpProtocolVersion.Http2 : HttpProtocolVersion.Http11,
            Transport = arguments.Transport,
            Pacing = arguments.Pacing,
            MaxConnections = AtLeastOne("--connections", arguments.Connections, mistakes),
        };
        ThrowIfAny(mistakes);
        var title = arguments.Scenario is { } scenario ? $"scenario {scenario}" : string.Join(" + ", load.Requests.Select(request => request.Label));
        // An instance that is named twice gets twice its share; one with several paths is one.
        var targets = load.Requests.Count > 1 ? urls.DistinctBy(url => url.Authority) : urls;
        return new RunPlan(
            [.. targets.Select(url => new Uri(url.GetLeftPart(UriPartial.Authority)))],
            load,
            $"{title} on {string.Join(", ", targets.Select(url => url.Authority))}");
    }

    private static void ThrowIfAny(List<string> mistakes)
    {
        if (mistakes.Count > 0)
        {
            throw new UserErrorException(ExitCode.Usage, string.Join(Environment.NewLine, mistakes));
        }
    }

    private static T? Try<T>(Func<T?> read, List<string> mistakes) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or ProfileException or IOException or UnauthorizedAccessException)
        {
            mistakes.Add(e.Message);
            return null;
        }
    }

    private static TimeSpan TryTime(string option, string text, List<string> mistakes) =>
        Try<object>(() => ReadTime(option, text), mistakes) is TimeSpan time ? time : TimeSpan.Zero;

    private static int AtLeastOne(string option, int value, List<string> mistakes)
    {
        if (value < 1)
        {
            mistakes.Add($"{option}: {value} is too few, at least 1 is needed.");
        }

        return value;
    }

    private static Uri ReadUrl(string text)
    {
        if (!Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            throw new FormatException($"--url: '{text}' is not an address; write it as http://host:port/path.");
        }

        return url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps ? url : throw new FormatException($"--url: '{text}' is neither http nor https.");
    }

    private static TlsOptions ReadTls(RunArguments arguments, List<Uri> urls, string workingDirectory)
    {
        var tls = new TlsOptions
        {
            VerifyCertificate = !arguments.Insecure,
            CaFile = arguments.CaFile is { } file ? Path.GetFullPath(file, workingDirectory) : null,
        };
        if (tls != new TlsOptions() && urls.Count > 0 && urls.All(url => url.Scheme == Uri.UriSchemeHttp))
        {
            throw new FormatException("--insecure and --ca-file have no effect: no --url begins with https.");
        }

        if (tls is { VerifyCertificate: false, CaFile: not null })
        {
            throw new FormatException("--ca-file has no effect beside --insecure: give the one or the other.");
        }

        return tls.CaFile is null || File.Exists(tls.CaFile) ? tls : throw new FormatException($"--ca-file: there is no file {tls.CaFile}.");
    }

    private static string? ReadScenario(RunArguments arguments, List<Uri> urls)
    {
        if (arguments.Scenario is not { } name)
        {
            return null;
        }

        if (!WorkloadCatalog.Names.Contains(name))
        {
            throw new FormatException($"--scenario: there is no '{name}'; there are {string.Join(", ", WorkloadCatalog.Names)}.");
        }

        return urls.All(url => url.PathAndQuery == "/") && arguments is { Method: null, Body: null, Feed: null, Headers.Count: 0 } ? name
            : throw new FormatException("--scenario brings its own requests: give --url without a path, and no --method, --header, --body or --feed.");
    }

    private static List<RequestConfig> ReadRequests(RunArguments arguments, List<Uri> urls, string workingDirectory)
    {
        var headers = ReadHeaders(arguments.Headers);
        var feed = ReadFeed(arguments, workingDirectory);
        var file = arguments.Body is ['@', .. var name] ? ExistingFile("--body", name, workingDirectory) : null;

        // Only for a feed to fill in is it a text; as the body itself it may be anything, such as an image.
        var body = file is null ? arguments.Body : feed is null ? null : File.ReadAllText(file);
        return [.. urls.Select(PathOf).Distinct().Select(path => new RequestConfig
        {
            Method = arguments.Method?.ToUpperInvariant() ?? (arguments.Body is null && !HasWholeBodies(feed, path) ? "GET" : "POST"),
            Path = feed is not null || !new FeedTemplate(path).HasColumns ? path
                : throw new FormatException($"--url: '{path}' names a column of a feed: give the feed with --feed FILE."),
            Headers = headers,
            Body = body,
            BodyFile = feed is null ? file : null,
            Feed = feed,
        })];
    }

    private static string ExistingFile(string option, string name, string workingDirectory)
    {
        var path = Path.GetFullPath(name, workingDirectory);
        return File.Exists(path) ? path : throw new FormatException($"{option}: there is no file {path}.");
    }

    /// <summary>As it was written: to a URL braces are no letters of a path.</summary>
    private static string PathOf(Uri url) =>
        url.PathAndQuery.Replace("%7B%7B", "{{", StringComparison.OrdinalIgnoreCase).Replace("%7D%7D", "}}", StringComparison.OrdinalIgnoreCase);

    private static bool HasWholeBodies(FeedConfig? feed, string path) => feed is not null && !new FeedTemplate(path).HasColumns;

    private static FeedConfig? ReadFeed(RunArguments arguments, string workingDirectory)
    {
        if (arguments.Feed is not { } file)
        {
            return arguments.FeedOrder is null ? null : throw new FormatException("--feed-order has no effect without --feed: remove it.");
        }

        return new FeedConfig(ExistingFile("--feed", file, workingDirectory), arguments.FeedOrder ?? FeedOrder.Sequential);
    }

    private static Dictionary<string, string> ReadHeaders(IReadOnlyList<string> lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !headers.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim()))
            {
                throw new FormatException($"--header: '{line}' is not of the form 'Name: value', or that name was given before.");
            }
        }

        return headers;
    }

    private static List<LoadSimulation> ReadSimulations(IReadOnlyList<string> texts, List<string> mistakes) =>
        [.. (texts.Count == 0 ? [DefaultSimulation] : texts).Select(text => Try(() => ProfileReader.ReadSimulation(text), mistakes)).OfType<LoadSimulation>()];

    private static ThinkTime ReadThinkTime(string text)
    {
        var ends = text.Split("..");
        var minimum = ReadTime("--think-time", ends[0]);
        var maximum = ReadTime("--think-time", ends[^1]);
        return ends.Length <= 2 && minimum <= maximum ? new ThinkTime(minimum, maximum)
            : throw new FormatException($"--think-time: '{text}' is not a time or a range such as 4s..9s.");
    }

    // Times are written here as everywhere in profiles.
    private static TimeSpan ReadTime(string option, string text)
    {
        var time = DurationText.Read(text);
        return time.Error is null ? time.Value : throw new FormatException($"{option}: {time.Error}.");
    }
}
