using System.CommandLine;
using System.Text.Json;

namespace LoadLab.Benchmarks.Clients;

/// <summary><c>http-client</c>: a load by HttpClient.</summary>
internal static class HttpClientVerb
{
    public const string Name = "http-client";

    public static Command Create()
    {
        var url = new Option<string>("--url") { Required = true };
        var connections = new Option<int>("--connections") { Required = true };
        var seconds = new Option<int>("--seconds") { Required = true };
        var body = new Option<string?>("--body");
        var command = new Command(Name, "A load by HttpClient, a task a connection.") { url, connections, seconds, body };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var content = parsed.GetValue(body) is { } file ? await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false) : null;
            using var load = new HttpClientLoad(new Uri(parsed.GetValue(url)!), content, parsed.GetValue(connections));
            var report = await load.RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds))).ConfigureAwait(false);
            Console.Out.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        });
        return command;
    }
}
