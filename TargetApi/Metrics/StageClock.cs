using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LoadLab.TargetApi.Metrics;

/// <summary>Times the stages of one request, one after the other, into the counters, and for the answer's Server-Timing header where it was asked for.</summary>
internal sealed class StageClock(WorkerCounters counters)
{
    private readonly long[] _ticks = new long[CounterLayout.StageCount];
    private EndpointName _endpoint;
    private long _started;
    private long _last;

    /// <summary>When the request's work began, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long Started => _started;

    /// <summary>Begins a request: the first stage starts now.</summary>
    public void Start(EndpointName endpoint)
    {
        _endpoint = endpoint;
        Array.Clear(_ticks);
        _started = _last = Stopwatch.GetTimestamp();
    }

    /// <summary>The time since the last stage's end belongs to <paramref name="stage"/>.</summary>
    public void Lap(Stage stage)
    {
        long now = Stopwatch.GetTimestamp();
        Add(stage, now - _last);
        _last = now;
    }

    /// <summary>The time since the last stage's end belongs to several stages that somebody else has timed; given in ticks.</summary>
    public void Split(Stage first, long firstTicks, Stage second, long secondTicks)
    {
        Add(first, firstTicks);
        Add(second, secondTicks);
        _last = Stopwatch.GetTimestamp();
    }

    /// <summary>Ticks counted so far for a stage.</summary>
    public long Ticks(Stage stage) => _ticks[(int)stage];

    /// <summary>The value of a Server-Timing header (W3C): milliseconds for each stage so far and in all.</summary>
    public string Header()
    {
        var text = new StringBuilder();
        for (int i = 0; i < _ticks.Length; i++)
        {
            if (_ticks[i] > 0)
            {
                text.Append(MetricNames.Of((Stage)i)).Append(";dur=").Append(Milliseconds(_ticks[i])).Append(", ");
            }
        }

        return text.Append("total;dur=").Append(Milliseconds(Stopwatch.GetTimestamp() - _started)).ToString();
    }

    private void Add(Stage stage, long ticks)
    {
        _ticks[(int)stage] += ticks;
        counters.Observe(_endpoint, stage, ticks);
    }

    private static string Milliseconds(long ticks) => (ticks / (Stopwatch.Frequency / 1000.0)).ToString("0.000", CultureInfo.InvariantCulture);
}
