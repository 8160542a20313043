using BenchmarkDotNet.Attributes;
using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Benchmarks.Micro;

/// <summary>What decides who is next. Not sealed: BenchmarkDotNet refuses sealed classes.</summary>
public class ScheduleBenchmarks
{
    /// <summary>The longest stage there may be: no benchmark comes to its end.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromDays(31);

    private const int Users = 10_000;
    private const int Seed = 42;
    private const long ThinkNs = 4_000_000_000;
    private const int ThinkRangeNs = 1_000_000_000;

    private readonly IArrivalSchedule _even = Schedule(new Inject(5_000, TimeSpan.FromSeconds(1), Length));
    private readonly IArrivalSchedule _ramp = Schedule(new RampingInject(1_000_000, TimeSpan.FromSeconds(1), Length));
    private readonly IArrivalSchedule _poisson = Schedule(new Inject(5_000, TimeSpan.FromSeconds(1), Length) { Arrivals = ArrivalProcess.Poisson });
    private readonly IArrivalSchedule _poissonOfEight = Schedule(new Inject(5_000, TimeSpan.FromSeconds(1), Length) { Arrivals = ArrivalProcess.Poisson }, shares: 8);
    private readonly UserTimers _timers = new();
    private readonly Random _think = new(Seed);

    [GlobalSetup]
    public void AddUsers()
    {
        for (var user = 0; user < Users; user++)
        {
            _timers.Add(_think.Next(ThinkRangeNs), new VirtualUser(targets: 1));
        }
    }

    [Benchmark(Description = "next arrival, constant rate")]
    public long NextEven() => Existing(_even.NextNs());

    [Benchmark(Description = "next arrival, rising rate")]
    public long NextRamp() => Existing(_ramp.NextNs());

    [Benchmark(Description = "next arrival, Poisson")]
    public long NextPoisson() => Existing(_poisson.NextNs());

    [Benchmark(Description = "next arrival, Poisson, one share of eight")]
    public long NextPoissonOfEight() => Existing(_poissonOfEight.NextNs());

    [Benchmark(Description = "next of 10,000 users, and its next turn")]
    public void TurnUser()
    {
        var dueNs = _timers.NextDueNs;
        _timers.Add(dueNs + ThinkNs + _think.Next(ThinkRangeNs), _timers.Take());
    }

    private static long Existing(long arrivalNs) =>
        arrivalNs != IArrivalSchedule.End ? arrivalNs : throw new InvalidOperationException("The schedule ended: the benchmark measured nothing.");

    private static IArrivalSchedule Schedule(LoadSimulation stage, int shares = 1) =>
        ((OpenPhase)LoadPlan.Create([stage], Seed).Share(0, shares).Phases[0]).CreateSchedule();
}
