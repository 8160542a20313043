using CsvHelper.Configuration;

namespace LoadLab.Harness.Results;

/// <summary>The columns of <c>target.csv</c>. Persisted: never rename.</summary>
internal sealed class TargetRowMap : ClassMap<TargetRow>
{
    public TargetRowMap()
    {
        Map(row => row.TimeSeconds).Name("time_s");
        Map(row => row.Replica).Name("replica");
        Map(row => row.Cores).Name("cpu_cores");
        Map(row => row.MemoryBytes).Name("memory_bytes");
        Map(row => row.ThrottledShare).Name("throttled_share");
        // Not in the first folders of this format.
        Map(row => row.ReceivedBytesPerSecond).Name("received_bytes_per_s").Optional();
        Map(row => row.SentBytesPerSecond).Name("sent_bytes_per_s").Optional();
        Map(row => row.OomKills).Name("oom_kills").Optional();
    }
}
