using System.Text;

namespace LoadLab.Benchmarks.Servers;

/// <summary>Serves by a <see cref="ServingSchedule"/> that begins with its first request, and notes when it really did.</summary>
internal sealed class StepwiseServer
{
    private readonly ServingSchedule _schedule;
    private readonly List<Absence> _absences = [];
    private long _firstRequestNs;

    public StepwiseServer(ServingSchedule schedule)
    {
        _schedule = schedule;
        Responder = new FixedResponder(Account);
    }

    public FixedResponder Responder { get; }

    /// <summary>Never returns.</summary>
    public void Serve(Func<long> nowNs)
    {
        AwaitFirstRequest(nowNs);
        while (true)
        {
            var fromNs = nowNs();
            SleepUntil(_firstRequestNs + _schedule.NextServing(fromNs - _firstRequestNs), nowNs);
            CatchUp(fromNs, nowNs);
            ServeUntil(_firstRequestNs + _schedule.ServesUntil(nowNs() - _firstRequestNs), nowNs);
        }
    }

    /// <summary>Connections alone, such as those of a check that it is up, begin nothing.</summary>
    private void AwaitFirstRequest(Func<long> nowNs)
    {
        while (Responder.Requests == 0)
        {
            var ready = Responder.Wait(timeoutMs: -1);
            _firstRequestNs = nowNs();
            Responder.Serve(ready);
        }
    }

    private void CatchUp(long fromNs, Func<long> nowNs)
    {
        var toNs = nowNs();
        var before = Responder.Requests;
        while (Responder.ServeReady(timeoutMs: 0) > 0)
        {
        }

        _absences.Add(new Absence(fromNs, toNs, nowNs(), Responder.Requests - before));
    }

    /// <summary>To the millisecond above, so that a stall is never entered early.</summary>
    private void ServeUntil(long untilNs, Func<long> nowNs)
    {
        while (nowNs() < untilNs)
        {
            Responder.ServeReady((int)((untilNs - nowNs() + 999_999) / 1_000_000));
        }
    }

    private static void SleepUntil(long untilNs, Func<long> nowNs)
    {
        for (var leftNs = untilNs - nowNs(); leftNs > 0; leftNs = untilNs - nowNs())
        {
            Thread.Sleep(TimeSpan.FromMilliseconds(Math.Ceiling(leftNs / 1e6)));
        }
    }

    private string Account()
    {
        var text = new StringBuilder($"first {_firstRequestNs}\n");
        _absences.ForEach(absence => text.Append(absence.ToString()).Append('\n'));
        return text.ToString();
    }
}
