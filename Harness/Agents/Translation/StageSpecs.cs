using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Translation;

/// <summary>Stages of a load as they cross the wire, and back.</summary>
internal static class StageSpecs
{
    private const string Poisson = "poisson";

    public static StageSpec Write(LoadSimulation stage)
    {
        var spec = new StageSpec { Kind = stage.Name, Copies = 0, Rate = 0, MinRate = 0, MaxRate = 0, Iterations = 0, IntervalNs = 0, DuringNs = 0, Arrivals = null };
        return stage switch
        {
            Inject one => spec with { Rate = one.Rate, IntervalNs = WireTime.Ns(one.Interval), DuringNs = WireTime.Ns(one.During), Arrivals = Write(one.Arrivals) },
            RampingInject one => spec with { Rate = one.Rate, IntervalNs = WireTime.Ns(one.Interval), DuringNs = WireTime.Ns(one.During), Arrivals = Write(one.Arrivals) },
            InjectRandom one => spec with { MinRate = one.MinRate, MaxRate = one.MaxRate, IntervalNs = WireTime.Ns(one.Interval), DuringNs = WireTime.Ns(one.During) },
            IterationsForInject one => spec with { Rate = one.Rate, IntervalNs = WireTime.Ns(one.Interval), Iterations = one.Iterations, Arrivals = Write(one.Arrivals) },
            KeepConstant one => spec with { Copies = one.Copies, DuringNs = WireTime.Ns(one.During) },
            RampingConstant one => spec with { Copies = one.Copies, DuringNs = WireTime.Ns(one.During) },
            IterationsForConstant one => spec with { Copies = one.Copies, Iterations = one.Iterations },
            Pause one => spec with { DuringNs = WireTime.Ns(one.During) },
            _ => throw new ArgumentException($"The stage {stage.Name} has no form on the wire.", nameof(stage)),
        };
    }

    /// <exception cref="FormatException">There is no such stage.</exception>
    public static LoadSimulation Read(StageSpec spec)
    {
        var (during, interval) = (WireTime.Span(spec.DuringNs), WireTime.Span(spec.IntervalNs));
        return spec.Kind switch
        {
            "inject" => new Inject(spec.Rate, interval, during) { Arrivals = ReadArrivals(spec) },
            "ramping_inject" => new RampingInject(spec.Rate, interval, during) { Arrivals = ReadArrivals(spec) },
            "inject_random" => new InjectRandom(spec.MinRate, spec.MaxRate, interval, during),
            "iterations_for_inject" => new IterationsForInject(spec.Rate, interval, spec.Iterations) { Arrivals = ReadArrivals(spec) },
            "keep_constant" => new KeepConstant(spec.Copies, during),
            "ramping_constant" => new RampingConstant(spec.Copies, during),
            "iterations_for_constant" => new IterationsForConstant(spec.Copies, spec.Iterations),
            "pause" => new Pause(during),
            _ => throw new FormatException($"The stage '{spec.Kind}' is not known."),
        };
    }

    private static string? Write(ArrivalProcess arrivals) => arrivals == ArrivalProcess.Poisson ? Poisson : null;

    private static ArrivalProcess ReadArrivals(StageSpec spec) => spec.Arrivals switch
    {
        null => ArrivalProcess.Even,
        Poisson => ArrivalProcess.Poisson,
        _ => throw new FormatException($"The arrivals '{spec.Arrivals}' are not known."),
    };
}
