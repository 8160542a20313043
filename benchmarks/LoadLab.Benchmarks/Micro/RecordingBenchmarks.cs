using BenchmarkDotNet.Attributes;
using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.Measurement;

namespace LoadLab.Benchmarks.Micro;

/// <summary>What is done for every answer: read the clock, record two latencies. Not sealed: BenchmarkDotNet refuses sealed classes.</summary>
public class RecordingBenchmarks
{
    private const int Samples = 4096;
    private const int Seed = 42;

    private readonly long[] _latenciesNs = new long[Samples];
    private readonly LatencyHistogram _histogram = new();
    private readonly IntervalRecorder _recorder = new();
    private readonly long _startNs = MonotonicClock.NowNs();
    private int _next;

    /// <summary>Latencies spread over the decades from 10 µs to 1 s, as a loaded target's are: one value alone would stay in one cache line.</summary>
    [GlobalSetup]
    public void DrawLatencies()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Samples; i++)
        {
            _latenciesNs[i] = (long)(10_000 * Math.Pow(10, 5 * random.NextDouble()));
        }
    }

    [Benchmark(Description = "read the monotonic clock")]
    public long ReadClock() => MonotonicClock.NowNs() - _startNs;

    [Benchmark(Description = "record into a histogram")]
    public void RecordHistogram() => _histogram.Record(NextNs());

    [Benchmark(Description = "record an answer: status, response and service time")]
    public void RecordAnswer()
    {
        var latencyNs = NextNs();
        _recorder.RecordStatus(0, 200, latencyNs, latencyNs, latencyNs);
    }

    private long NextNs() => _latenciesNs[_next++ & (Samples - 1)];
}
