using LoadLab.Engine.LoadModels;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Reporting.Agents;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary>The summary of one run, in the shape that users of wrk and k6 know.</summary>
internal sealed class RunSummaryPrinter(TextWriter output)
{
    /// <summary>Kinds of failure that are shown; the trial's log has more.</summary>
    private const int MostFailures = 5;

    private static readonly string[] Percentiles = ["min", "p50", "p75", "p90", "p95", "p99", "p99.9", "p99.99", "max"];

    public void Print(RunPlan plan, RunResult result)
    {
        var load = result.Load;
        output.WriteLine($"{plan.Title}");
        output.WriteLine($"  {string.Join(", ", plan.Load.Simulations.Select(Describe))}; {(load.HttpVersion is { } version ? $"HTTP/{version} over " : "")}{load.Transport}{(load.Scenario is null ? $", {Quantity.Count(plan.Load.Loops, "event loop")}" : "")}");
        if (load.TransportNote is { } note)
        {
            output.WriteLine($"  Not the fastest transport: {note}");
        }

        output.WriteLine();
        PrintCounts(load);
        output.WriteLine();
        PrintLatencies(load);
        output.WriteLine();
        PrintAnswers(load);
        PrintScenario(load.Scenario);
        PrintAgents(result.Agents);
        PrintVerdict(result.Validity);
    }

    private void PrintCounts(LoadSummary load)
    {
        var counts = load.Counts;
        Line("Requests", $"{counts.Sent:#,0} sent, {counts.Ok:#,0} ok, {counts.Failed:#,0} failed ({Quantity.Share(load.ErrorRate)}) in {load.MeasuredSeconds:0.00} s");
        Line("Throughput", $"{load.RequestsPerSecond:#,0.0} successful requests/s");
        Line("Transfer", $"{Quantity.Bytes(counts.BytesReceived)} received ({Quantity.Bytes(PerSecond(counts.BytesReceived, load))}/s), {Quantity.Bytes(counts.BytesSent)} sent");
        Line("Concurrency", load.Scenario is null
            ? $"{load.PeakInFlight:#,0} requests in flight at most, {load.PeakConnections:#,0} connections"
            : $"{load.PeakInFlight:#,0} iterations at once at most");
        if (load.Lateness.Count > 0)
        {
            Line("Arrivals", $"{counts.Planned:#,0} planned, {counts.Missed:#,0} missed by the generator");
        }

        if (load.Scenario is null && load.Timings is { } timings)
        {
            Line("Connections", $"{timings.Connect.Count:#,0} made, {timings.Blocked.Count:#,0} requests waited for one because there may not be more");
        }
    }

    private void PrintLatencies(LoadSummary load)
    {
        output.WriteLine($"  {"",-15}{string.Concat(Percentiles.Select(name => $"{name,10}"))}");
        PrintLatency("Response time", load.ResponseTime);
        PrintLatency("Service time", load.ServiceTime);
        PrintLatencyIfAny("First byte", load.Timings?.FirstByte);
        PrintLatencyIfAny("Connecting", load.Timings?.Connect);
        PrintLatencyIfAny("Blocked", load.Timings?.Blocked);
        PrintLatencyIfAny("Lateness", load.Lateness);
    }

    private void PrintLatencyIfAny(string name, LatencySummary? l)
    {
        if (l is { Count: > 0 })
        {
            PrintLatency(name, l);
        }
    }

    private void PrintLatency(string name, LatencySummary l)
    {
        double?[] values = [l.MinMs, l.P50Ms, l.P75Ms, l.P90Ms, l.P95Ms, l.P99Ms, l.P999Ms, l.P9999Ms, l.MaxMs];
        output.WriteLine($"  {name,-15}{string.Concat(values.Select(value => $"{Quantity.Latency(value),10}"))}");
    }

    private void PrintAnswers(LoadSummary load)
    {
        Line("Statuses", load.Counts.Statuses.Count == 0 ? "none" : string.Join(", ", load.Counts.Statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value:#,0}")));
        foreach (var kind in load.Requests)
        {
            Line(kind.Name, $"{kind.Sent:#,0} sent, {kind.Ok:#,0} ok, {kind.Failed:#,0} failed");
        }

        if (load.Counts.Errors.Count > 0)
        {
            Line("Errors", string.Join(", ", load.Counts.Errors.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key}: {pair.Value:#,0}")));
        }

        if (load.Counts.Unsolicited > 0)
        {
            Line("Unsolicited", $"{load.Counts.Unsolicited:#,0} times bytes came that answered no request; the connection was closed");
        }

        if (load.TlsFailure is { } reason)
        {
            Line("TLS", reason);
        }

        if (load.ProtocolFailure is { } failure)
        {
            Line("Protocol", failure);
        }

        foreach (var (name, text) in GeneratorLines.Of(load))
        {
            Line(name, text);
        }
    }

    private void PrintScenario(ScenarioSummary? scenario)
    {
        foreach (var failure in scenario?.Statuses.Where(status => status.IsError).Take(MostFailures) ?? [])
        {
            Line("Failed", $"{failure.Count:#,0} × {$"{failure.StatusCode} {failure.Message.ReplaceLineEndings(" ")}".Trim()}");
        }

        if (scenario is not { Steps.Count: > 0 })
        {
            return;
        }

        output.WriteLine();
        var width = Math.Max("Step".Length, scenario.Steps.Max(step => step.Name.Length));
        output.WriteLine($"  {"Step".PadRight(width)}{"ok",10}{"failed",10}{"mean",10}{"p50",10}{"p95",10}{"p99",10}{"max",10}");
        foreach (var step in scenario.Steps)
        {
            var took = step.Duration;
            double?[] values = [took.MeanMs, took.P50Ms, took.P95Ms, took.P99Ms, took.MaxMs];
            output.WriteLine($"  {step.Name.PadRight(width)}{took.Count,10:#,0}{step.Failed,10:#,0}{string.Concat(values.Select(value => $"{Quantity.Latency(value),10}"))}");
        }

        output.WriteLine();
    }

    private void PrintAgents(AgentsSummary? agents)
    {
        if (agents is null)
        {
            return;
        }

        output.WriteLine();
        var width = Math.Max("Agent".Length, agents.Agents.Max(agent => agent.Name.Length));
        output.WriteLine($"  {"Agent".PadRight(width)}{"sent",12}{"share",8}{"p50",10}{"p99",10}{"loop CPU",10}  verdict");
        foreach (var agent in agents.Agents)
        {
            output.WriteLine(
                $"  {agent.Name.PadRight(width)}{agent.Sent,12:#,0}{Quantity.Share(agent.Share),8}{Quantity.Latency(agent.ResponseTime?.P50Ms),10}{Quantity.Latency(agent.ResponseTime?.P99Ms),10}"
                + $"{(agent.LoopCpu is { } cpu ? Quantity.Share(cpu) : "–"),10}  {AgentMark.TextOf(agent)}{(agent.End == AgentEnd.Finished ? "" : $" (took part until {agent.ToSeconds:0.0} s)")}");
        }

        foreach (var happened in agents.Events)
        {
            output.WriteLine($"    - at {happened.AtSeconds:0.0} s: {happened.Text}");
        }

        output.WriteLine();
    }

    private void PrintVerdict(Validity validity)
    {
        Line("Verdict", validity.Verdict.ToString().ToLowerInvariant());
        foreach (var reason in validity.Reasons)
        {
            output.WriteLine($"    - {reason}");
        }
    }

    private static string Describe(LoadSimulation stage) => stage switch
    {
        Inject s => $"{s.Name} {s.Rate} per {Time(s.Interval)}{LoadText.Of(s.Arrivals)} for {Time(s.During)}",
        RampingInject s => $"{s.Name} to {s.Rate} per {Time(s.Interval)}{LoadText.Of(s.Arrivals)} in {Time(s.During)}",
        InjectRandom s => $"{s.Name} {s.MinRate} to {s.MaxRate} per {Time(s.Interval)} for {Time(s.During)}",
        KeepConstant s => $"{s.Name} {s.Copies} users for {Time(s.During)}",
        RampingConstant s => $"{s.Name} to {s.Copies} users in {Time(s.During)}",
        IterationsForConstant s => $"{s.Name} {s.Copies} users, {s.Iterations} requests",
        IterationsForInject s => $"{s.Name} {s.Rate} per {Time(s.Interval)}{LoadText.Of(s.Arrivals)}, {s.Iterations} requests",
        _ => stage.Duration is { } during ? $"{stage.Name} {Time(during)}" : stage.Name,
    };

    private static string Time(TimeSpan time) => time.TotalSeconds < 1 ? $"{time.TotalMilliseconds:0.###} ms" : $"{time.TotalSeconds:0.###} s";

    private static double PerSecond(long bytes, LoadSummary load) => load.MeasuredSeconds > 0 ? bytes / load.MeasuredSeconds : 0;

    private void Line(string name, string text) => output.WriteLine($"  {name,-12} {text}");
}
