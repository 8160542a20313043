using LoadLab.Benchmarks.Clients;

namespace LoadLab.Benchmarks.Agents;

/// <summary>One run of several agents.</summary>
/// <param name="Harness">What the coordinator told.</param>
/// <param name="Served">Requests that the server counted, warm-up included.</param>
/// <param name="CoordinatorCpu">Its share of one processor, median over the seconds of the run.</param>
/// <param name="TreeCpu">User and system time of the coordinator and its agents, start-up included.</param>
internal sealed record RateRun(HarnessRun Harness, long Served, double CoordinatorCpu, TimeSpan TreeCpu)
{
    public double Delivered(RatePlan plan) => (double)Harness.Sent / plan.Planned;

    public double ServedShare(RatePlan plan) => (double)Served / plan.Rate / (plan.Seconds + RatePlan.WarmUpSeconds);
}
