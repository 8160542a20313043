namespace LoadLab.Harness.Tests.Agents.Protocol;

/// <summary>Time that passes when it is told to. Timers are the machine's own: none of these tests waits for one.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
