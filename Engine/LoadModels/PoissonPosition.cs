namespace LoadLab.Engine.LoadModels;

/// <summary>Where a Poisson process stands at a moment: found by drawing all arrivals before it, once for all shares that go on from there.</summary>
/// <param name="seed">Of the process.</param>
/// <param name="timeOf">When an arrival of the process of rate 1 is due, in ns; never before one that comes before it.</param>
internal sealed class PoissonPosition(ulong seed, Func<double, long> timeOf)
{
    /// <summary>Only the last of a stride is looked at, which spares logarithms.</summary>
    private const long LongStride = 1024;

    private readonly Lock _lock = new();
    private UnitPoissonProcess _process = new(seed);
    private long _passed;
    private long _fromNs;

    /// <summary>The process as it is when all arrivals due before <paramref name="fromNs"/> have been drawn, and how many these are.</summary>
    internal (UnitPoissonProcess Process, long Passed) At(long fromNs)
    {
        lock (_lock)
        {
            if (fromNs < _fromNs)
            {
                _process = new UnitPoissonProcess(seed);
                _passed = 0;
            }

            _fromNs = fromNs;
            PassBefore(fromNs, LongStride);
            PassBefore(fromNs, 1);
            return (_process, _passed);
        }
    }

    private void PassBefore(long fromNs, long stride)
    {
        for (var next = _process; timeOf(next.Advance(stride)) < fromNs; _passed += stride)
        {
            _process = next;
        }
    }
}
