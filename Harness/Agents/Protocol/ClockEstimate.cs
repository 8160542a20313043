namespace LoadLab.Harness.Agents.Protocol;

/// <summary>
/// What another machine's monotonic clock says, estimated from exchanges of <c>Ping</c> and <c>Pong</c> as NTP does (RFC 5905 section 8). Pure: the
/// moments are given.
/// </summary>
/// <remarks>
/// Where an exchange took δ on the way there and back together, the offset it gives is wrong by at most δ/2, however unequal the two ways were.
/// So the exchange with the shortest delay is the best, and the estimate is its. From then on the clocks drift apart.
/// </remarks>
internal sealed class ClockEstimate
{
    /// <summary>Exchanges looked at, as in NTP's clock filter (RFC 5905 section 10): old ones would be wrong by drift more than they gain by a short delay.</summary>
    private const int Window = 8;

    /// <summary>
    /// How fast two clocks drift apart at most: quartz of computers is made to 50 parts in a million, and the two may err in opposite directions.
    /// A clock that a time service is pulling at changes faster (Linux: by up to 500 in a million) while that lasts.
    /// </summary>
    private const double DriftShare = 100e-6;

    private readonly Queue<ClockSample> _samples = new(Window);
    private ClockSample? _best;

    /// <summary>False until an exchange was taken: there is no estimate then.</summary>
    public bool IsKnown => _best is not null;

    /// <summary>The other clock less this one.</summary>
    public long OffsetNs => Best.OffsetNs;

    /// <summary>The delay of the exchange that the estimate comes from, there and back together.</summary>
    public long DelayNs => Best.DelayNs;

    private ClockSample Best => _best ?? throw new InvalidOperationException("No exchange was taken yet");

    /// <summary>Takes an exchange; returns false, and leaves it out, where its moments contradict each other.</summary>
    /// <param name="t0Ns">Question sent, by this clock.</param>
    /// <param name="t1Ns">Question received, by the other.</param>
    /// <param name="t2Ns">Answer sent, by the other.</param>
    /// <param name="t3Ns">Answer received, by this clock.</param>
    public bool Add(long t0Ns, long t1Ns, long t2Ns, long t3Ns)
    {
        // The other side may say anything within ±2^62: sums of four such numbers need more than 64 bits.
        var delayNs = (Int128)t3Ns - t0Ns - ((Int128)t2Ns - t1Ns);
        var offsetNs = ((Int128)t1Ns - t0Ns + ((Int128)t2Ns - t3Ns)) / 2;
        if (t3Ns < t0Ns || t2Ns < t1Ns || delayNs < 0 || Int128.Abs(offsetNs) > ProtocolLimits.Nanoseconds)
        {
            return false;
        }

        if (_samples.Count == Window)
        {
            _samples.Dequeue();
        }

        _samples.Enqueue(new ClockSample((long)offsetNs, (long)delayNs, t0Ns));
        // Of equally short ones the youngest: it has drifted least.
        _best = _samples.Reverse().MinBy(sample => sample.DelayNs);
        return true;
    }

    /// <summary>A moment of this clock by the other one.</summary>
    public long ToRemote(long localNs) => localNs + OffsetNs;

    /// <summary>A moment of the other clock by this one.</summary>
    public long ToLocal(long remoteNs) => remoteNs - OffsetNs;

    /// <summary>How far <see cref="OffsetNs"/> may be from the truth at a moment of this clock: half the delay and what the clocks can have drifted since the question was sent.</summary>
    public long ErrorNs(long nowNs) =>
        (Best.DelayNs / 2) + 1 + (long)Math.Ceiling(DriftShare * Math.Abs((double)nowNs - Best.SentNs));
}
