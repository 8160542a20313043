using System.Text;

namespace LoadLab.Benchmarks.Servers;

/// <summary>Serves by a <see cref="ServingSchedule"/> that begins with its first request, and notes when it gave each answer.</summary>
internal sealed class StepwiseServer
{
    /// <summary>As many as the default runs have: no answer waits for the log to grow.</summary>
    private const int ExpectedAnswers = 1 << 17;

    private readonly ServingSchedule _schedule;
    private readonly Func<long> _nowNs;
    private readonly List<long> _answeredNs = new(ExpectedAnswers);
    private long _firstRequestNs;

    /// <param name="schedule">When it serves.</param>
    /// <param name="nowNs">A monotonic clock.</param>
    public StepwiseServer(ServingSchedule schedule, Func<long> nowNs)
    {
        _schedule = schedule;
        _nowNs = nowNs;
        Responder = new FixedResponder(Account, () => _answeredNs.Add(nowNs()));
    }

    public FixedResponder Responder { get; }

    /// <summary>Never returns.</summary>
    public void Serve()
    {
        AwaitFirstRequest();
        while (true)
        {
            SleepUntil(_firstRequestNs + _schedule.NextServing(_nowNs() - _firstRequestNs));
            CatchUp();
            ServeUntil(_firstRequestNs + _schedule.ServesUntil(_nowNs() - _firstRequestNs));
        }
    }

    /// <summary>Connections alone, such as those of a check that it is up, begin nothing.</summary>
    private void AwaitFirstRequest()
    {
        while (Responder.Requests == 0)
        {
            var ready = Responder.Wait(timeoutMs: -1);
            _firstRequestNs = _nowNs();
            Responder.Serve(ready);
        }
    }

    private void CatchUp()
    {
        while (Responder.ServeReady(timeoutMs: 0) > 0)
        {
        }
    }

    /// <summary>To the millisecond above, so that a stall is never entered early.</summary>
    private void ServeUntil(long untilNs)
    {
        while (_nowNs() < untilNs)
        {
            Responder.ServeReady((int)((untilNs - _nowNs() + 999_999) / 1_000_000));
        }
    }

    private void SleepUntil(long untilNs)
    {
        for (var leftNs = untilNs - _nowNs(); leftNs > 0; leftNs = untilNs - _nowNs())
        {
            Thread.Sleep(TimeSpan.FromMilliseconds(Math.Ceiling(leftNs / 1e6)));
        }
    }

    private string Account() => new StringBuilder("answered ").AppendJoin(' ', _answeredNs).Append('\n').ToString();
}
