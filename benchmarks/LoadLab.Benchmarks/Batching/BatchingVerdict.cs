namespace LoadLab.Benchmarks.Batching;

/// <summary>Whether batches win what they should, and how much they could win at most.</summary>
/// <param name="modes">Individual mode first.</param>
internal sealed class BatchingVerdict(IReadOnlyList<ModeSummary> modes)
{
    private const double Factor = 2.5;
    private const double P95Factor = 2;

    private readonly ModeSummary _single = modes[0];

    public IEnumerable<string> Sentences()
    {
        var best = Best();
        return [Judgement(best), Bound(), Account(best)];
    }

    /// <summary>The one that wins most of those whose p95 is within the target; where none is, of all.</summary>
    private ModeSummary Best()
    {
        ModeSummary[] batched = [.. modes.Where(mode => mode.Mode.IsBatched)];
        return batched.Where(HoldsP95).MaxBy(Gain) ?? batched.MaxBy(Gain)!;
    }

    /// <summary>As printed.</summary>
    private string Judgement(ModeSummary best)
    {
        var held = Gain(best) >= Factor && HoldsP95(best);
        var p95 = P95Ratio(best) is { } ratio ? $"{ratio:0.00} ×" : "no";
        return $"Target: at least {Factor:0.#} × individual mode's requests with a p95 of at most {P95Factor:0.#} ×: {(held ? "held" : "**missed**")}. Best: {best.Mode.Name}, with {RateGain(best):0.00} × by requests/s, {CpuGain(best):0.00} × by CPU time, and {p95} p95.";
    }

    /// <summary>Amdahl's law: what batches make cheaper is the model's part of a request. Where the clock saw the model longer than the processor ran, there is no bound.</summary>
    private string Bound()
    {
        var share = _single.ModelShare;
        var part = $"In individual mode the model takes {_single.ModelUs:0.0} of a request's {_single.CpuUs:0.0} µs, a share of {share:0%}";
        return share < 1
            ? $"{part}: if that cost nothing and the rest stayed as it is, batches would answer 1 ÷ (1 − {share:0.00}) = {1 / (1 - share):0.00} × as many at most."
            : $"{part}: the clock went on while other tasks ran, so what batches can win is not known from these runs.";
    }

    private string Account(ModeSummary best)
    {
        var added = best.RestUs - _single.RestUs;
        return $"{best.Mode.Name}: the model takes {best.ModelUs:0.0} µs a request, {_single.ModelUs / best.ModelUs:0.0} × less than in individual mode; everything else takes {Math.Abs(added):0.0} µs {(added < 0 ? "less" : "more")} a request.";
    }

    private bool HoldsP95(ModeSummary mode) => P95Ratio(mode) <= P95Factor;

    /// <summary>On a processor of its own a service answers more requests only by taking less time for each. One that is shared gives now more and now less of itself, so both must hold.</summary>
    private double Gain(ModeSummary mode) => Math.Min(RateGain(mode), CpuGain(mode));

    private double RateGain(ModeSummary mode) => Math.Round(mode.RequestsPerSecond / _single.RequestsPerSecond, 2);

    private double CpuGain(ModeSummary mode) => Math.Round(_single.CpuUs / mode.CpuUs, 2);

    private double? P95Ratio(ModeSummary mode) => mode.P95Ms / _single.P95Ms is { } ratio ? Math.Round(ratio, 2) : null;
}
