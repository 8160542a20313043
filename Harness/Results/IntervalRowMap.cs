using CsvHelper.Configuration;

namespace LoadLab.Harness.Results;

/// <summary>The columns of <c>intervals.csv</c>. Persisted: never rename.</summary>
internal sealed class IntervalRowMap : ClassMap<IntervalRow>
{
    public IntervalRowMap()
    {
        Map(row => row.Index).Name("index");
        Map(row => row.StartSeconds).Name("start_s");
        Map(row => row.LengthSeconds).Name("length_s");
        Map(row => row.WarmUp).Name("warm_up").TypeConverter<LowerCaseBoolean>();
        Map(row => row.Drain).Name("drain").TypeConverter<LowerCaseBoolean>();
        Map(row => row.Planned).Name("planned");
        Map(row => row.Sent).Name("sent");
        Map(row => row.Ok).Name("ok");
        Map(row => row.Failed).Name("failed");
        Map(row => row.Missed).Name("missed");
        Map(row => row.InFlight).Name("in_flight");
        Map(row => row.Users).Name("users");
        Map(row => row.Connections).Name("connections");
        Map(row => row.BytesSent).Name("sent_bytes");
        Map(row => row.BytesReceived).Name("received_bytes");
        Map(row => row.P50Ms).Name("p50_ms");
        Map(row => row.P90Ms).Name("p90_ms");
        Map(row => row.P95Ms).Name("p95_ms");
        Map(row => row.P99Ms).Name("p99_ms");
        Map(row => row.MaxMs).Name("max_ms");
        Map(row => row.ServiceP99Ms).Name("service_p99_ms");
        // Not in the first folders of this format.
        Map(row => row.FirstByteP99Ms).Name("first_byte_p99_ms").Optional();
        Map(row => row.Connects).Name("connects").Optional();
        Map(row => row.ConnectP99Ms).Name("connect_p99_ms").Optional();
        Map(row => row.Blocked).Name("blocked").Optional();
        Map(row => row.BlockedP99Ms).Name("blocked_p99_ms").Optional();
        Map(row => row.StalledMs).Name("generator_stalled_ms").Optional();
        Map(row => row.LongestStallMs).Name("generator_longest_stall_ms").Optional();
        Map(row => row.RunDelayMs).Name("generator_run_delay_ms").Optional();
        Map(row => row.GcPauseMs).Name("generator_gc_pause_ms").Optional();
    }
}
