using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.Users;

/// <summary>What the seconds of a users' load come to.</summary>
internal sealed class UsersReport
{
    private const double MiB = 1 << 20;

    /// <summary>A user's connection is left out of this bound.</summary>
    private const double BytesPerUserLimit = 1000;

    /// <summary>Chance alone brings fewer requests than this in one run of a thousand.</summary>
    private const int Deviations = 3;

    /// <summary>Chosen: memory that grew by this in half a minute would be seen in an hour's run.</summary>
    private const double FlatShare = 0.02;

    private readonly UsersPlan _plan;
    private readonly UsersOutcome _end;
    private readonly long _served;
    private readonly int _connectionsAtServer;
    private readonly IReadOnlyList<UserSecond> _all;

    /// <summary>All users are there and the last that came have thought at least once; without the last second, in which the heap is weighed.</summary>
    private readonly IReadOnlyList<UserSecond> _steady;

    /// <param name="plan">What was to run.</param>
    /// <param name="seconds">Each second of it.</param>
    /// <param name="end">The whole.</param>
    /// <param name="served">Requests that the server counted.</param>
    /// <param name="connectionsAtServer">Open there in the middle of the hold.</param>
    public UsersReport(UsersPlan plan, IReadOnlyList<UserSecond> seconds, UsersOutcome end, long served, int connectionsAtServer)
    {
        (_plan, _all, _end, _served, _connectionsAtServer) = (plan, seconds, end, served, connectionsAtServer);
        var settled = plan.RampSeconds + plan.ThinkTo;
        _steady = [.. seconds.Where(second => second.At > settled && second.At < plan.Seconds - 0.5)];
        if (_steady.Count < 4)
        {
            throw new BenchmarkException(ExitCode.Usage, $"{plan.HoldSeconds} s with all users are too few to tell anything: the users must have thought once, and some seconds must follow. Give --seconds {(int)plan.ThinkTo + 10} or more.");
        }
    }

    public Report Create()
    {
        var report = new Report(
            $"{_plan.Users:#,0} users with think time on one loop",
            $"""
            {_plan.Step:#,0} users were added every {_plan.StepSeconds} s until there were {_plan.Users:#,0}, who then stayed for {_plan.HoldSeconds} s; each thinks {_plan.ThinkFrom:0.###} to {_plan.ThinkTo:0.###} s (uniform) between an
            answer and its next request. The engine ran in a process of its own on one processor ({_end.Transport}), the minimal server on another. *All users there* is the time from
            {_plan.ThinkTo:0.###} s after the last step to the end.
            """);
        report.Tables.Add(Figures());
        return report;
    }

    private MarkdownTable Figures()
    {
        var table = new MarkdownTable("All users there", ["What", "figure"]);
        AddAlive(table);
        AddPunctuality(table);
        AddMemory(table);
        AddCpu(table);
        AddVerdict(table);
        return table;
    }

    private void AddAlive(MarkdownTable table)
    {
        table.Add("users alive, fewest in any second", $"{_steady.Min(second => second.Users):#,0}");
        table.Add("connections open at the server, halfway", $"{_connectionsAtServer:#,0}");
        table.Add("requests failed in the whole run", $"{_all.Sum(second => second.Failed):#,0}");
        table.Add("requests answered in the whole run, by the server's count", $"{_served:#,0}");
    }

    private void AddPunctuality(MarkdownTable table)
    {
        var expected = Expected();
        table.Add("requests sent", $"{_steady.Sum(second => second.Sent):#,0}");
        table.Add("requests that users who are never late send (± 3 standard deviations)", $"{expected.Mean:#,0} ± {Deviations * expected.StandardDeviation:#,0}");
        table.Add("actual − intended send after the think time, mean µs", $"{MeanOverRequests(second => second.MeanLateUs):0.0}");
        table.Add("the same, mean of the worst second, µs", $"{_steady.Max(second => second.MeanLateUs):0.0}");
        table.Add("longest response time from the intended send, ms", $"{_steady.Max(second => second.LongestResponseMs):0.00}");
    }

    private void AddMemory(MarkdownTable table)
    {
        var (first, second) = ResidentHalves();
        table.Add("resident memory, median of the first half, MiB", $"{first / MiB:0.0}");
        table.Add("resident memory, median of the second half, MiB", $"{second / MiB:0.0} ({(second / first) - 1:+0.0%;-0.0%;0.0%})");
        table.Add("managed memory allocated, KiB a second, telling of the second included", $"{(_steady[^1].AllocatedBytes - _steady[0].AllocatedBytes) / 1024.0 / (_steady.Count - 1):0.0}");
        table.Add("live managed memory a user, its connection included, bytes", $"{(double)(_end.FullHeapBytes - _end.EmptyHeapBytes) / _plan.Users:#,0}");
        table.Add("live managed memory a user, without its connection, bytes", $"{_end.UserBytes:#,0}");
    }

    private void AddCpu(MarkdownTable table)
    {
        table.Add("CPU time of the process, share of a processor, median", $"{SampleQuantile.Median([.. _steady.Select(second => second.CpuShare)]):0.0%}");
        table.Add("requests/s, mean", $"{_steady.Average(second => second.Ok):#,0}");
        table.Add("loop CPU, whole run", $"{_end.LoopCpuShare:0.0%}");
        table.Add("the engine's verdict of itself", _end.Verdict);
    }

    private void AddVerdict(MarkdownTable table)
    {
        var alive = _steady.All(second => second.Users == _plan.Users) && _connectionsAtServer == _plan.Users && _all.All(second => second.Failed == 0);
        table.Notes.Add($"Target: all users alive on connections of their own, and nothing failed: {Held(alive)}.");
        var expected = Expected();
        table.Notes.Add($"Target: no think time missed, by the number of requests sent: {Held(_steady.Sum(second => second.Sent) >= expected.Mean - (Deviations * expected.StandardDeviation))}.");
        var (first, later) = ResidentHalves();
        table.Notes.Add($"Target: memory flat, the second half within {FlatShare:0 %} of the first: {Held(Math.Abs((later / first) - 1) <= FlatShare)}.");
        table.Notes.Add($"Target: at most {BytesPerUserLimit:#,0} bytes of managed memory a user beyond its connection: {Held(_end.UserBytes <= BytesPerUserLimit)}.");
        table.Notes.AddRange(_end.Reasons.Select(reason => $"The engine: {reason}"));
    }

    private double MeanOverRequests(Func<UserSecond, double> mean) => _steady.Sum(second => mean(second) * second.Ok) / _steady.Sum(second => second.Ok);

    private ExpectedRequests Expected() => ExpectedRequests.Of(_plan, _steady.Count, MeanOverRequests(second => second.MeanServiceUs) / 1e6);

    private (double First, double Second) ResidentHalves()
    {
        var half = _steady.Count / 2;
        return (Resident(_steady.Take(half)), Resident(_steady.Skip(_steady.Count - half)));
    }

    private static string Held(bool isHeld) => isHeld ? "held" : "**missed**";

    private static double Resident(IEnumerable<UserSecond> seconds) => SampleQuantile.Median([.. seconds.Select(second => (double)second.ResidentBytes)]);
}
