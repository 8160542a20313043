using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>target.urls</c>: base addresses.</summary>
internal static class TargetUrls
{
    public static IReadOnlyList<Uri> Read(SectionReader target)
    {
        var texts = target.TextList("urls") ?? [];
        if (texts.Count == 0 && target.Text("deployment") == "external" && target.Node("urls") is null or SequenceNode { Items.Count: 0 })
        {
            target.Fail("urls", "an external target needs its addresses: urls: [\"http://127.0.0.1:8080\"]");
        }

        return [.. texts.Select((text, index) => ReadOne(target, text, index)).OfType<Uri>()];
    }

    private static Uri? ReadOne(SectionReader target, string text, int index)
    {
        if (target.Context.IsUnresolved(text))
        {
            return null;
        }

        var uri = Uri.TryCreate(text, UriKind.Absolute, out var parsed) ? parsed : null;
        if (Error(text, uri) is not { } error)
        {
            return uri;
        }

        var place = target.Node("urls") is SequenceNode list ? list.Items[index].Place : target.PlaceOf("urls");
        target.Context.Errors.Add(place, YamlPath.Item(target.PathOf("urls"), index), error);
        return null;
    }

    private static string? Error(string text, Uri? uri) => uri switch
    {
        { Scheme: "http" or "https", Host.Length: > 0, AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } => null,
        { Scheme: "http" or "https" } => $"'{text}' must be host and port only: the path goes to load.request.path",
        _ => $"'{text}' is not an address: write it such as http://127.0.0.1:8080 or https://api.example",
    };
}
