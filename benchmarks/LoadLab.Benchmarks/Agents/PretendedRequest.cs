namespace LoadLab.Benchmarks.Agents;

/// <summary>One request that nobody sent.</summary>
/// <param name="IsOk">It had an answer of success.</param>
/// <param name="ServiceNs">From its sending to its answer.</param>
/// <param name="LateNs">From when it should have been sent to its sending.</param>
/// <param name="BlockedNs">Waiting for a connection.</param>
/// <param name="FirstByteNs">From its sending to the first byte of the answer.</param>
/// <param name="ConnectNs">Where a connection was made for it.</param>
internal readonly record struct PretendedRequest(bool IsOk, long ServiceNs, long LateNs, long BlockedNs, long FirstByteNs, long? ConnectNs)
{
    private const double ServiceMedianNs = 2e6;
    private const double LateMedianNs = 30e3;
    private const double BlockedMedianNs = 1e3;
    private const double ConnectMedianNs = 100e3;

    /// <summary>A service of 2 ms, half of it between 1.4 and 2.8 ms and the p99 near 6.4 ms, asked by an engine that is rarely late; one answer in a thousand is an error.</summary>
    public static PretendedRequest Draw(Random random, bool connects)
    {
        var serviceNs = LogNormal(random, ServiceMedianNs, 0.5);
        return new PretendedRequest(
            random.Next(1_000) != 0,
            serviceNs,
            LogNormal(random, LateMedianNs, 0.7),
            LogNormal(random, BlockedMedianNs, 0.5),
            (long)(serviceNs * (0.9 + (0.1 * random.NextDouble()))),
            connects ? LogNormal(random, ConnectMedianNs, 0.3) : null);
    }

    /// <summary>By the method of Box and Muller (1958).</summary>
    private static long LogNormal(Random random, double median, double sigma) =>
        (long)(median * Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
}
