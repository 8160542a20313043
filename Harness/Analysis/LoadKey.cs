using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Analysis;

/// <summary>What was asked of the target. Only configurations under the same load can be ranked: others did different work.</summary>
/// <param name="Work">The scenario or the request.</param>
/// <param name="Amount">The stages of load and the think time.</param>
internal sealed record LoadKey(string Work, string Amount)
{
    public static LoadKey Of(LoadConfig load) => new(WorkOf(load), AmountOf(load));

    private static string WorkOf(LoadConfig load) => load switch
    {
        { Code: { } code } => $"{code.Path} {code.Scenario} {string.Join(';', code.Settings)}",
        { Scenario: { } scenario } => scenario,
        { Requests: [var only] } => WorkOf(only),
        _ => string.Join('\n', load.Requests.Select(request => $"{request.Weight} {WorkOf(request)}")),
    };

    private static string WorkOf(RequestConfig request) =>
        $"{request.Method} {request.Path} {string.Join(';', request.Headers)} {request.Body} {request.BodyFile} {request.Feed}";

    // Records print their values, so that equal stages give equal text.
    private static string AmountOf(LoadConfig load) => $"{string.Join(';', load.Simulations)} {load.ThinkTime}";
}
