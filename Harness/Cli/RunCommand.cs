using System.CommandLine;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Scenarios;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness run</c>.</summary>
internal static class RunCommand
{
    public static Command Create(GlobalState state)
    {
        var url = new Option<string[]>("--url", "-u") { Description = "Where to: http://host:port/path, or https. Repeat it for several instances, which requests go round, or for several paths of one, each as often as the others.", HelpName = "URL", DefaultValueFactory = _ => [] };
        var scenario = new Option<string?>("--scenario") { Description = $"A ready-made workload instead of one request: {string.Join(", ", WorkloadCatalog.Names)}; or one of --scenarios.", HelpName = "NAME" };
        var scenarios = new Option<string?>("--scenarios") { Description = "Scenarios in C#: a project (.csproj), a folder that holds one, or an assembly (.dll).", HelpName = "PATH" };
        var setting = new Option<string[]>("--setting") { Description = "A value for the scenarios, such as --setting currency=EUR. May be repeated.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        var method = new Option<string?>("--method", "-X") { Description = "HTTP method. Default: GET, or POST with a body." };
        var header = new Option<string[]>("--header", "-H") { Description = "A header field, such as -H 'Accept: application/json'. May be repeated.", HelpName = "NAME: VALUE", DefaultValueFactory = _ => [] };
        var body = new Option<string?>("--body", "-d") { Description = "The request body: text, or @FILE for what a file holds, byte by byte.", HelpName = "TEXT|@FILE" };
        var feed = new Option<string?>("--feed") { Description = "Rows from a file (.csv, .jsonl, .txt): they fill {{column}} in the path and the body, or are the bodies where neither names a column.", HelpName = "FILE" };
        var feedOrder = new Option<FeedOrder?>("--feed-order") { Description = "How rows are chosen: sequential, random, or unique (each once, then the load ends). Default: sequential.", HelpName = "ORDER" };
        var simulation = new Option<string[]>("--simulation", "-s") { Description = "A stage of load, such as keep_constant:copies=32,during=10s or inject:rate=2000,during=10s. May be repeated. Default: keep_constant:copies=10,during=10s, or what --scenarios say themselves.", HelpName = "STAGE", DefaultValueFactory = _ => [] };
        var thinkTime = new Option<string?>("--think-time") { Description = "Wait of a virtual user between response and next request, such as 500ms or 4s..9s.", HelpName = "TIME" };
        var warmUp = new Option<string?>("--warm-up") { Description = "Load before measuring, in no figure.", HelpName = "TIME" };
        var timeout = new Option<string?>("--timeout") { Description = "Longest wait for a response. Default: 30s.", HelpName = "TIME" };
        var loops = new Option<int>("--loops") { Description = "Event loops, each on a thread of its own.", DefaultValueFactory = _ => 1 };
        var connections = new Option<int>("--connections") { Description = "Connections at most.", DefaultValueFactory = _ => 10_000 };
        var http2 = new Option<bool>("--http2") { Description = "Speak HTTP/2, one request at a time on each connection. The server must know it on this port; nothing is upgraded." };
        var transport = new Option<string?>("--transport") { Description = $"How bytes are moved: {string.Join(", ", HttpLoadEngine.TransportNames)}. Default: the first of these that can carry the load here.", HelpName = "NAME" };
        transport.AcceptOnlyFromAmong([.. HttpLoadEngine.TransportNames]);
        var pacing = new Option<Pacing>("--pacing") { Description = "How to wait for the next arrival: precise (looks at the clock for the last moments) or frugal (timer alone).", HelpName = "HOW", DefaultValueFactory = _ => Pacing.Precise };
        var insecure = new Option<bool>("--insecure", "-k") { Description = "Do not check the certificates of https targets." };
        var caFile = new Option<string?>("--ca-file") { Description = "Certificates (PEM) to trust beside those of this machine.", HelpName = "FILE" };
        var seed = new Option<int>("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 42 };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var output = new Option<string?>("--out", "-o") { Description = "Write intervals.csv and latency.hlog to this folder.", HelpName = "DIR" };
        var command = new Command("run", "Load a URL once, by requests or by scenarios in C#, and print what came of it.")
        {
            url, scenario, scenarios, setting, method, header, body, feed, feedOrder, simulation, thinkTime, warmUp, timeout, loops, connections, http2, transport, pacing, insecure, caFile, seed, json, output,
        };
        var agents = new AgentsOptions();
        agents.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => (int)await new RunSession(state).RunAsync(
            new RunArguments
            {
                Urls = parsed.GetValue(url) ?? [],
                Scenario = parsed.GetValue(scenario),
                Scenarios = parsed.GetValue(scenarios),
                Settings = parsed.GetValue(setting) ?? [],
                Method = parsed.GetValue(method),
                Headers = parsed.GetValue(header) ?? [],
                Body = parsed.GetValue(body),
                Feed = parsed.GetValue(feed),
                FeedOrder = parsed.GetValue(feedOrder),
                Simulations = parsed.GetValue(simulation) ?? [],
                ThinkTime = parsed.GetValue(thinkTime),
                WarmUp = parsed.GetValue(warmUp),
                Timeout = parsed.GetValue(timeout),
                Loops = parsed.GetValue(loops),
                Connections = parsed.GetValue(connections),
                Http2 = parsed.GetValue(http2),
                Transport = parsed.GetValue(transport),
                Pacing = parsed.GetValue(pacing),
                Insecure = parsed.GetValue(insecure),
                CaFile = parsed.GetValue(caFile),
                Seed = parsed.GetValue(seed),
                Json = parsed.GetValue(json),
                Out = parsed.GetValue(output),
                Agents = agents.Read(parsed),
            },
            cancellationToken).ConfigureAwait(false));
        return command;
    }
}
