namespace LoadLab.Benchmarks.Agents;

/// <summary>Agents that share an open load.</summary>
/// <param name="Agents">How many.</param>
/// <param name="Rate">Requests a second, of all together.</param>
/// <param name="Seconds">Measured in each run.</param>
/// <param name="Repetitions">Runs.</param>
/// <param name="Pacing">Of their loops.</param>
internal sealed record RatePlan(int Agents, int Rate, int Seconds, int Repetitions, string Pacing)
{
    /// <summary>As many agents start at once, a second would not do for their code to be compiled.</summary>
    public const int WarmUpSeconds = 2;

    public long Planned => (long)Rate * Seconds;

    /// <summary>The load as <c>harness run</c> is asked for it.</summary>
    public IReadOnlyList<string> Arguments(Uri url) =>
    [
        "--agents", $"{Agents}", "--url", url.ToString(), "--simulation", $"inject:rate={Rate},during={Seconds}s", "--warm-up", $"{WarmUpSeconds}s", "--pacing", Pacing,
    ];

    /// <summary>The same as a profile, for the trials of a sweep.</summary>
    public string Profile(Uri url) =>
        $$"""
        name: agents-rate
        target: { deployment: external, urls: ["{{url.GetLeftPart(UriPartial.Authority)}}"] }
        agents: { count: {{Agents}} }
        load:
          request: { path: {{url.AbsolutePath}} }
          simulations:
            - inject: { rate: {{Rate}}, during: {{Seconds}}s }
          warm_up: {{WarmUpSeconds}}s
          pacing: {{Pacing}}
        trials: { repeats: {{Repetitions}} }

        """;
}
