using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Merging;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Translation;

namespace LoadLab.Benchmarks.Agents;

/// <summary>A pretended agent's part in a run: an interval at the end of each second, as all agents cut theirs, and a result.</summary>
/// <param name="prepare">What it was asked for.</param>
/// <param name="agent">The name the coordinator gave it.</param>
/// <param name="random">Seeded.</param>
/// <param name="sums">Gets every sample.</param>
internal sealed class PretendedRun(Prepare prepare, string agent, Random random, DirectSums sums)
{
    private readonly IntervalChain _chain = new(prepare.Run, agent);
    private readonly LoadSums _own = new();
    private readonly TimeSpan _length = WireTime.Span(prepare.Load.IntervalNs);
    private readonly PretendedIntervals _intervals = new(prepare.Load.Requests[0].Name, prepare.Load.Stages[0].Rate / prepare.Share.Count, random, sums);

    private readonly int _count = (int)(prepare.Load.Stages[0].DuringNs / prepare.Load.IntervalNs);

    public async Task RunAsync(MessageChannel channel, long startNs, CancellationToken cancellationToken)
    {
        await DelayUntilAsync(startNs, cancellationToken).ConfigureAwait(false);
        var lateNs = Math.Max(0, MonotonicClock.NowNs() - startNs);
        await channel.SendAsync(new Started(prepare.Run, startNs + lateNs, lateNs), cancellationToken).ConfigureAwait(false);
        for (var sequence = 0; sequence < _count; sequence++)
        {
            var interval = _intervals.Draw(sequence, _length);
            _own.Add(interval);
            var message = IntervalMessages.Write(interval, prepare.Run, sequence, epoch: 0);
            await DelayUntilAsync(startNs + ((sequence + 1) * prepare.Load.IntervalNs), cancellationToken).ConfigureAwait(false);
            await channel.SendAsync(_chain.Seal(message), cancellationToken).ConfigureAwait(false);
        }

        await channel.SendAsync(ToResult(startNs), cancellationToken).ConfigureAwait(false);
    }

    private Result ToResult(long startNs)
    {
        var load = _own.ToResult(DateTimeOffset.UnixEpoch) with { Transport = PretendedAgent.Transport };
        return new Result(prepare.Run, _count, _chain.Digest, ResultMessages.Write(load, startNs, machine: null), HistogramEncoding.Encode(load.Ok.Response), PoolDelay: null);
    }

    private static Task DelayUntilAsync(long atNs, CancellationToken cancellationToken) =>
        atNs - MonotonicClock.NowNs() is var leftNs and > 0 ? Task.Delay(TimeSpan.FromMicroseconds(leftNs / 1e3), cancellationToken) : Task.CompletedTask;
}
