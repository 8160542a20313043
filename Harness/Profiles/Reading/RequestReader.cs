using LoadLab.Engine.Http;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>load.request</c>.</summary>
internal static class RequestReader
{
    private const string Template = ".csv";
    private static readonly string[] WholeBodies = [".jsonl", ".txt"];

    public static RequestConfig Read(SectionReader request)
    {
        var defaults = new RequestConfig();
        var feed = ReadFeed(request);
        CheckBody(request, feed);
        return new RequestConfig
        {
            Method = ReadMethod(request) ?? defaults.Method,
            Path = TargetReader.ReadUrlPath(request, "path") ?? defaults.Path,
            Headers = ReadHeaders(request),
            Body = request.Text("body"),
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
        if (extension != Template && !WholeBodies.Contains(extension))
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

    private static void CheckBody(SectionReader request, FeedConfig? feed)
    {
        if (feed is null)
        {
            return;
        }

        var isTemplate = System.IO.Path.GetExtension(feed.File).Equals(Template, StringComparison.OrdinalIgnoreCase);
        if (isTemplate && !request.Has("body"))
        {
            request.Fail("body", "is missing: a .csv feed fills a body in which its columns stand, such as '{\"id\": {{id}}}'");
        }
        else if (!isTemplate && request.Has("body"))
        {
            request.Fail("body", "has no effect beside a feed of whole bodies: remove it, or use a .csv feed");
        }
    }
}
