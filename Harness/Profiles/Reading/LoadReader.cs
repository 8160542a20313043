using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Harness.Profiles.Yaml;
using LoadLab.Scenarios;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>load</c>.</summary>
internal static class LoadReader
{
    private static readonly string[] Works = ["scenario", "request", "requests"];

    public static LoadConfig Read(SectionReader load)
    {
        var defaults = new LoadConfig { Simulations = [] };
        CheckOneOf(load);
        var code = ScenarioCodeReader.Read(load);
        var requests = code is null ? ReadRequests(load) : [];
        var version = (HttpProtocolVersion?)load.Choice("http_version") ?? defaults.HttpVersion;
        if (version == HttpProtocolVersion.Http2)
        {
            CheckForHttp2(load, requests);
        }

        return new LoadConfig
        {
            Scenario = code is null ? ReadScenario(load) : null,
            Code = code,
            Requests = requests,
            Simulations = SimulationReader.ReadList(load),
            ThinkTime = ReadThinkTime(load),
            WarmUp = load.Duration("warm_up") ?? defaults.WarmUp,
            ConnectTimeout = Timeout(load, "connect_timeout") ?? defaults.ConnectTimeout,
            ResponseTimeout = Timeout(load, "response_timeout") ?? defaults.ResponseTimeout,
            Tls = code is not null ? LoadConfig.TlsOfCode : load.Has("tls") ? TlsReader.Read(load.Section("tls")) : defaults.Tls,
            Loops = load.Integer("loops") ?? defaults.Loops,
            HttpVersion = version,
            Transport = load.Choice("transport") is { } transport ? HttpLoadEngine.TransportNames[transport] : null,
            Pacing = (Pacing?)load.Choice("pacing") ?? defaults.Pacing,
            MaxConnections = load.Integer("max_connections") ?? defaults.MaxConnections,
        };
    }

    private static void CheckOneOf(SectionReader load)
    {
        if (!load.Exists || load.Has("scenarios"))
        {
            return;
        }

        string[] given = [.. Works.Where(load.Has)];
        if (given.Length > 1)
        {
            load.Fail(given[1], $"{string.Join(" and ", given.Take(2).Select(key => $"'{key}'"))} are both given: keep one");
        }
        else if (given.Length == 0)
        {
            load.Fail("scenario", "none of 'scenario', 'request', 'requests' and 'scenarios' is given: write scenario: predict, or request: { path: / }");
        }

        load.Require("simulations");
    }

    private static void CheckForHttp2(SectionReader load, List<RequestConfig> requests)
    {
        foreach (var (name, value) in requests.SelectMany(request => request.Headers))
        {
            if (Http2Headers.Mistake(name, value) is { } mistake)
            {
                load.Fail(load.Has("requests") ? "requests" : "request", mistake);
            }
        }
    }

    private static List<RequestConfig> ReadRequests(SectionReader load) => load.Has("requests")
        ? [.. load.Sections("requests").Select(RequestReader.ReadWeighted)]
        : load.Has("request") ? [RequestReader.Read(load.Section("request"))] : [];

    private static string? ReadScenario(SectionReader load)
    {
        var name = load.Text("scenario");
        if (name is not null && !load.Context.IsUnresolved(name) && !WorkloadCatalog.Names.Contains(name))
        {
            load.Fail("scenario", $"there is no scenario '{name}'{Suggestion.Phrase(name, [.. WorkloadCatalog.Names])}");
        }

        return name;
    }

    private static TimeSpan? Timeout(SectionReader load, string key)
    {
        var time = load.Duration(key);
        if (time == TimeSpan.Zero)
        {
            load.Fail(key, "must be above 0s");
        }

        return time;
    }

    private static ThinkTime ReadThinkTime(SectionReader load)
    {
        switch (load.Node("think_time"))
        {
            case null:
                return ThinkTime.None;
            case ScalarNode { IsNull: false }:
                var fixedTime = load.Duration("think_time") ?? TimeSpan.Zero;
                return new ThinkTime(fixedTime, fixedTime);
            default:
                return ReadBetween(load.Section("think_time"));
        }
    }

    private static ThinkTime ReadBetween(SectionReader thinkTime)
    {
        if (!thinkTime.Has("between") || thinkTime.TextList("between") is not { } bounds)
        {
            return ThinkTime.None;
        }

        if (bounds.Count != 2)
        {
            thinkTime.Fail("between", "must be two times, the shorter first, such as [4s, 9s]");
            return ThinkTime.None;
        }

        var shortest = ReadBound(thinkTime, bounds[0], 0);
        var longest = ReadBound(thinkTime, bounds[1], 1);
        if (shortest > longest)
        {
            thinkTime.Fail("between", $"{bounds[0]} is longer than {bounds[1]}: write [{bounds[1]}, {bounds[0]}]");
            return ThinkTime.None;
        }

        return new ThinkTime(shortest ?? TimeSpan.Zero, longest ?? TimeSpan.Zero);
    }

    private static TimeSpan? ReadBound(SectionReader thinkTime, string text, int index)
    {
        var time = DurationText.Read(text);
        if (time.Error is null || thinkTime.Context.IsUnresolved(text))
        {
            return time.Error is null ? time.Value : null;
        }

        var item = ((SequenceNode)thinkTime.Node("between")!).Items[index];
        thinkTime.Context.Errors.Add(item.Place, YamlPath.Item(thinkTime.PathOf("between"), index), time.Error);
        return null;
    }
}
