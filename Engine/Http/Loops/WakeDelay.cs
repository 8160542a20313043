namespace LoadLab.Engine.Http.Loops;

/// <summary>How long before an arrival the loop must stop sleeping: a running estimate of how late this machine wakes it.</summary>
/// <remarks>
/// The delay is about 25 µs on bare metal and 50 to 100 µs on an idle virtual machine, and changes with the load, so no constant fits.
/// The estimate follows the 90th percentile: up by nine steps when a wake-up was later, down by one when it was not, which balances
/// where one in ten is later.
/// </remarks>
internal struct WakeDelay
{
    /// <summary>Even a prompt machine is late by this much at times.</summary>
    public const long LeastNs = 30_000;

    /// <summary>Bounds the processor time spun away on a machine that has none to spare.</summary>
    public const long MostNs = 150_000;

    private const long StepNs = 500;
    private const int StepsUp = 9;

    private long _estimateNs;

    /// <summary>Sleep until this long before the arrival.</summary>
    public readonly long Ns => Math.Clamp(_estimateNs, LeastNs, MostNs);

    /// <summary>Takes in one sleep that ended by its time-out, <paramref name="lateNs"/> too late.</summary>
    public void Observe(long lateNs)
    {
        _estimateNs += lateNs > _estimateNs ? StepsUp * StepNs : -StepNs;
        _estimateNs = Math.Clamp(_estimateNs, LeastNs, MostNs);
    }
}
