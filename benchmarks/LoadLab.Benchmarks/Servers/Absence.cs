namespace LoadLab.Benchmarks.Servers;

/// <summary>A stretch of time in which a server did nothing, and the burst of answers that followed. Times are monotonic.</summary>
/// <param name="FromNs">It stopped serving.</param>
/// <param name="ToNs">It went on.</param>
/// <param name="CaughtUpNs">Nothing was left to answer.</param>
/// <param name="Answered">Requests answered between the last two.</param>
internal readonly record struct Absence(long FromNs, long ToNs, long CaughtUpNs, long Answered)
{
    public override string ToString() => $"absent {FromNs} {ToNs} {CaughtUpNs} {Answered}";

    public static Absence Parse(string[] words) => new(long.Parse(words[1]), long.Parse(words[2]), long.Parse(words[3]), long.Parse(words[4]));
}
