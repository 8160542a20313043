using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.UserCode;

namespace LoadLab.Harness.Cli;

/// <content>Scenarios in C#.</content>
internal sealed partial record RunPlan
{
    /// <summary>The plan with what its code says about itself; the same plan where it has no code.</summary>
    /// <exception cref="UserErrorException">The code cannot be used.</exception>
    public RunPlan Resolve(int seed, ScenarioLibrary library)
    {
        if (Load.Code is null)
        {
            return this;
        }

        var load = ScenarioLoads.Resolve(Load, Targets, seed, library);
        return this with { Load = load, Title = $"scenario {load.Code!.Scenario}{(Targets.Count > 0 ? " on " : "")}{string.Join(", ", Targets.Select(url => url.Authority))}" };
    }

    private static RunPlan CreateForScenarios(RunArguments arguments, string path, string workingDirectory)
    {
        var mistakes = new List<string>();
        RefuseRequestOptions(arguments, mistakes);
        var targets = arguments.Urls.Select(text => Try(() => ReadTarget(text), mistakes)).OfType<Uri>().ToList();
        var load = new LoadConfig
        {
            Tls = LoadConfig.TlsOfCode,
            Code = new ScenarioCodeConfig
            {
                Path = Path.GetFullPath(path, workingDirectory),
                Scenario = arguments.Scenario,
                Settings = Try(() => ReadSettings(arguments.Settings), mistakes) ?? [],
                KeepsStages = arguments.Simulations.Count == 0,
                KeepsWarmUp = arguments.WarmUp is null,
            },
            Simulations = arguments.Simulations.Count == 0 ? [] : ReadSimulations(arguments.Simulations, mistakes),
            WarmUp = arguments.WarmUp is { } warmUp ? TryTime("--warm-up", warmUp, mistakes) : TimeSpan.Zero,
            Pacing = arguments.Pacing,
            Loops = AtLeastOne("--loops", arguments.Loops, mistakes),
            MaxConnections = AtLeastOne("--connections", arguments.Connections, mistakes),
        };
        ThrowIfAny(mistakes);
        return new RunPlan(targets, load, arguments.Scenario ?? path);
    }

    private static void RefuseRequestOptions(RunArguments arguments, List<string> mistakes)
    {
        (string Option, bool IsGiven)[] options =
        [
            ("--method", arguments.Method is not null), ("--header", arguments.Headers.Count > 0), ("--body", arguments.Body is not null), ("--feed", arguments.Feed is not null),
            ("--think-time", arguments.ThinkTime is not null), ("--timeout", arguments.Timeout is not null), ("--transport", arguments.Transport is not null),
            ("--http2", arguments.Http2), ("--insecure", arguments.Insecure), ("--ca-file", arguments.CaFile is not null),
        ];
        mistakes.AddRange(options.Where(one => one.IsGiven).Select(one => $"{one.Option} has no effect beside --scenarios: their code makes the requests."));
    }

    // The code speaks to it by whatever scheme it knows.
    private static Uri ReadTarget(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var url) && url.Host.Length > 0
            ? url
            : throw new FormatException($"--url: '{text}' is not an address; write it as http://host:port.");

    private static Dictionary<string, string> ReadSettings(IReadOnlyList<string> texts)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !settings.TryAdd(text[..equals], text[(equals + 1)..]))
            {
                throw new FormatException($"--setting: '{text}' is not of the form NAME=VALUE, or that name was given before.");
            }
        }

        return settings;
    }
}
