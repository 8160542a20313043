using LoadLab.Engine.Http;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>load.request</c>, and each of <c>load.requests</c>.</summary>
internal static class RequestReader
{
    private const string Table = ".csv";
    private static readonly string[] Lines = [".jsonl", ".txt"];

    /// <summary>One of several requests.</summary>
    public static RequestConfig ReadWeighted(SectionReader request) =>
        Read(request) with { Name = request.Text("name"), Weight = ReadWeight(request) ?? new RequestConfig().Weight };

    public static RequestConfig Read(SectionReader request)
    {
        var defaults = new RequestConfig();
        var feed = ReadFeed(request);
        var path = TargetReader.ReadUrlPath(request, "path", startsOtherwise: text => new FeedTemplate(text).IsOneColumn);
        CheckColumns(request, path, feed);
        return new RequestConfig
        {
            Method = ReadMethod(request) ?? defaults.Method,
            Path = path ?? defaults.Path,
            Headers = ReadHeaders(request),
            Body = request.Text("body"),
            BodyFile = ReadBodyFile(request),
            Feed = feed,
        };
    }

    private static string? ReadMethod(SectionReader request)
    {
        var method = request.Text("method");
        if (method is not null && !request.Context.IsUnresolved(method) && !(method.Length > 0 && method.All(char.IsAsciiLetter)))
        {
            request.Fail("method", $"'{method}' is not an HTTP method: write it such as GET or POST");
        }

        return method?.ToUpperInvariant();
    }

    private static Dictionary<string, string> ReadHeaders(SectionReader request)
    {
        var headers = request.TextMap("headers") ?? new Dictionary<string, string>();
        foreach (var (name, value) in headers)
        {
            if (!IsToken(name) || value.Any(char.IsControl))
            {
                request.Context.Errors.Add(request.PlaceOf("headers"), YamlPath.Key(request.PathOf("headers"), name), "is not a header field: letters, digits and '-' in the name, no line breaks in the value");
            }
        }

        return new Dictionary<string, string>(headers);
    }

    /// <summary>RFC 9110, 5.6.2.</summary>
    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter));

    private static string? ReadBodyFile(SectionReader request)
    {
        if (request.Text("body_file") is not { } text || request.Context.IsUnresolved(text))
        {
            return null;
        }

        var path = request.Context.Resolve(text);
        string[] others = [.. new[] { "body", "feed" }.Where(request.Has)];
        if (others.Length > 0)
        {
            request.Fail("body_file", $"cannot stand beside '{others[0]}', which makes the body too: keep one");
        }
        else if (request.Context.CheckFiles && !File.Exists(path))
        {
            request.Fail("body_file", $"there is no file {path}");
        }

        return path;
    }

    private static FeedConfig? ReadFeed(SectionReader request)
    {
        switch (request.Node("feed"))
        {
            case null:
                return null;
            case ScalarNode { IsNull: false } file:
                return CheckFile(request, "feed", file.Text) is { } path ? new FeedConfig(path) : null;
            default:
                var feed = request.Section("feed");
                var order = (FeedOrder?)feed.Choice("order") ?? FeedOrder.Sequential;
                return feed.Text("file") is { } text && CheckFile(feed, "file", text) is { } full ? new FeedConfig(full, order) : null;
        }
    }

    private static string? CheckFile(SectionReader section, string key, string text)
    {
        var context = section.Context;
        if (context.IsUnresolved(text))
        {
            return null;
        }

        var path = context.Resolve(text);
        var extension = System.IO.Path.GetExtension(path).ToLowerInvariant();
        if (extension != Table && !Lines.Contains(extension))
        {
            section.Fail(key, $"'{text}' is not a kind of file a feed is read from: name it .csv, .jsonl or .txt");
        }
        else if (context.CheckFiles && !File.Exists(path))
        {
            section.Fail(key, $"there is no file {path}");
        }
        else if (context.CheckFiles && new FileInfo(path).Length == 0)
        {
            section.Fail(key, $"{path} is empty");
        }

        return path;
    }

    private static double? ReadWeight(SectionReader request)
    {
        var weight = request.Number("weight");
        if (weight == 0)
        {
            request.Fail("weight", "must be above 0: leave the request out instead");
        }

        return weight;
    }

    private static void CheckColumns(SectionReader request, string? path, FeedConfig? feed)
    {
        var body = request.Text("body");
        var pathColumns = new FeedTemplate(path ?? "");
        var hasColumns = pathColumns.HasColumns || new FeedTemplate(body ?? "").HasColumns;
        if (request.Has("feed"))
        {
            CheckUse(request, feed, body, hasColumns);
        }
        else if (pathColumns.HasColumns)
        {
            request.Fail("path", $"names {{{{{pathColumns.Columns.First()}}}}}, which a feed has to fill in: give the request a feed");
        }
    }

    private static void CheckUse(SectionReader request, FeedConfig? feed, string? body, bool hasColumns)
    {
        if (feed is null || hasColumns)
        {
            return;
        }

        var isTable = System.IO.Path.GetExtension(feed.File).Equals(Table, StringComparison.OrdinalIgnoreCase);
        if (isTable)
        {
            request.Fail("feed", "fills neither path nor body: name its columns there, such as path: /items/{{id}} or body: '{\"id\": {{id}}}'");
        }
        else if (body is not null)
        {
            request.Fail("body", "has no effect beside a feed of whole bodies: remove it, or name a column of the feed in it, such as {{id}}");
        }
    }
}
