using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Metrics;

/// <summary>
/// The counters of all workers of this service. With several workers they lie in memory that the processes share, so that whichever worker answers
/// <c>/metrics</c> sees every worker's counters as they are, and counts survive a worker that died.
/// </summary>
internal sealed class CounterMemory : IDisposable
{
    private readonly SharedMemory _memory;

    private CounterMemory(SharedMemory memory, int workers, int stripes)
    {
        _memory = memory;
        Workers = workers;
        Stripes = stripes;
    }

    public int Workers { get; }

    /// <summary>Stripes per worker, a power of two.</summary>
    public int Stripes { get; }

    /// <summary>Descriptor of the shared memory in the process that made it.</summary>
    public int Descriptor => _memory.Descriptor;

    public static CounterMemory Create(int workers)
    {
        int stripes = StripesFor(Environment.ProcessorCount);
        return new CounterMemory(SharedMemory.Create("target-api-counters", Longs(workers, stripes)), workers, stripes);
    }

    /// <summary>Opens the memory that the supervisor made. Sizes come from the supervisor: a worker may see another number of processors.</summary>
    public static CounterMemory Open(int process, int descriptor, int workers, int stripes) =>
        new(SharedMemory.Open(process, descriptor, Longs(workers, stripes)), workers, stripes);

    public Span<long> Facts(int worker) => _memory.Values.Slice(worker * BlockSize, CounterLayout.FactCount);

    public Span<long> Stripe(int worker, int stripe) =>
        _memory.Values.Slice((worker * BlockSize) + CounterLayout.FactCount + (stripe * CounterLayout.StripeSize), CounterLayout.StripeSize);

    public void Dispose() => _memory.Dispose();

    private int BlockSize => BlockLongs(Stripes);

    private static int BlockLongs(int stripes) => CounterLayout.FactCount + (stripes * CounterLayout.StripeSize);

    private static int Longs(int workers, int stripes) => workers * BlockLongs(stripes);

    private static int StripesFor(int processors) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(processors, 1, 16));
}
