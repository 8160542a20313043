using CsvHelper;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting;

/// <summary><c>trials.csv</c>: one line for each trial, for spreadsheets and statistics programs. Empty cells are figures that do not exist.</summary>
internal static class TrialsCsv
{
    private static readonly (string Name, Func<TrialResult, object?> Read)[] Columns =
    [
        ("trial", trial => trial.Id),
        ("configuration", trial => trial.ConfigurationId),
        ("repeat", trial => trial.Repeat),
        ("sequence", trial => trial.Sequence),
        ("started_at", trial => trial.StartedAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ")),
        ("outcome", trial => trial.Outcome),
        ("verdict", trial => trial.Validity.Verdict),
        ("reasons", trial => string.Join(" ", trial.Validity.Reasons.Prepend(trial.Failure).OfType<string>())),
        ("measured_seconds", trial => trial.Load?.MeasuredSeconds),
        ("requests_per_second", trial => trial.Load?.RequestsPerSecond),
        ("error_rate", trial => trial.Load?.ErrorRate),
        ("planned", trial => trial.Load?.Counts.Planned),
        ("sent", trial => trial.Load?.Counts.Sent),
        ("ok", trial => trial.Load?.Counts.Ok),
        ("failed", trial => trial.Load?.Counts.Failed),
        ("missed", trial => trial.Load?.Counts.Missed),
        ("response_mean_ms", trial => trial.Load?.ResponseTime.MeanMs),
        ("response_p50_ms", trial => trial.Load?.ResponseTime.P50Ms),
        ("response_p90_ms", trial => trial.Load?.ResponseTime.P90Ms),
        ("response_p95_ms", trial => trial.Load?.ResponseTime.P95Ms),
        ("response_p99_ms", trial => trial.Load?.ResponseTime.P99Ms),
        ("response_p999_ms", trial => trial.Load?.ResponseTime.P999Ms),
        ("response_max_ms", trial => trial.Load?.ResponseTime.MaxMs),
        ("service_p50_ms", trial => trial.Load?.ServiceTime.P50Ms),
        ("service_p99_ms", trial => trial.Load?.ServiceTime.P99Ms),
        ("first_byte_p50_ms", trial => trial.Load?.Timings?.FirstByte.P50Ms),
        ("first_byte_p99_ms", trial => trial.Load?.Timings?.FirstByte.P99Ms),
        ("connects", trial => trial.Load?.Timings?.Connect.Count),
        ("connect_p50_ms", trial => trial.Load?.Timings?.Connect.P50Ms),
        ("connect_p99_ms", trial => trial.Load?.Timings?.Connect.P99Ms),
        ("blocked", trial => trial.Load?.Timings?.Blocked.Count),
        ("blocked_p50_ms", trial => trial.Load?.Timings?.Blocked.P50Ms),
        ("blocked_p99_ms", trial => trial.Load?.Timings?.Blocked.P99Ms),
        ("generator_loop_cpu_share", trial => trial.Load?.Generator.LoopCpuShare.Cast<double?>().Max()),
        ("replica_mean_cores", trial => trial.Replicas.Average(replica => replica.MeanCores)),
        ("replica_peak_memory_bytes", trial => trial.Replicas.Max(replica => replica.PeakMemoryBytes)),
        ("replica_throttled_share", trial => trial.Replicas.Average(replica => replica.ThrottledShare)),
        ("cpu_limit", trial => trial.Limits?.Cpus),
        ("cpu_limit_by", trial => trial.Limits?.CpuBy),
        ("memory_limit_bytes", trial => trial.Limits?.MemoryBytes),
        ("memory_limit_by", trial => trial.Limits?.MemoryBy),
        ("ready_seconds", trial => trial.ReadySeconds),
        ("generator_stalled_share", trial => trial.Load?.Generator.Loops.Max(loop => (double?)loop.StalledShare)),
        ("generator_run_delay_share", trial => trial.Load?.Generator.Loops.Max(loop => loop.RunDelayShare)),
        ("response_p99_undisturbed_ms", trial => trial.Load?.UndisturbedResponseTime?.P99Ms),
        ("batches", trial => trial.Batches?.Batches),
        ("batch_mean_size", trial => trial.Batches?.MeanSize),
        ("batch_limit", trial => trial.Batches?.Limit),
        ("batch_fill_share", trial => trial.Batches?.FillRate),
        ("batch_mean_ms", trial => trial.Batches?.MeanMs),
        ("batch_item_ms", trial => trial.Batches?.ItemMs),
        ("replica_received_bytes_per_s", trial => trial.Replicas.Average(replica => replica.MeanReceivedBytesPerSecond)),
        ("replica_sent_bytes_per_s", trial => trial.Replicas.Average(replica => replica.MeanSentBytesPerSecond)),
        ("replica_oom_kills", trial => trial.Replicas.Count > 0 ? trial.Replicas.Sum(replica => replica.OomKills) : null),
        ("nodes", trial => string.Join(" ", trial.Replicas.Select(replica => replica.Node).OfType<string>().Distinct())),
        ("failure_kind", trial => trial.FailureKind),
        ("agents", trial => trial.Agents?.Agents.Count),
    ];

    public static string Of(SweepResult sweep)
    {
        var axes = sweep.Profile.Configurations.SelectMany(one => one.Parameters.Select(parameter => parameter.Key)).Distinct().ToList();
        var configurations = sweep.Profile.Configurations.ToDictionary(one => one.Id);
        using var text = new StringWriter { NewLine = "\n" };
        using var csv = new CsvWriter(text, new CsvHelper.Configuration.CsvConfiguration(System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" });
        Write(csv, Columns.Select(column => (object?)column.Name).Concat(axes.Select(axis => $"parameter_{axis}")));
        foreach (var trial in sweep.Trials)
        {
            var configuration = configurations.GetValueOrDefault(trial.ConfigurationId);
            Write(csv, Columns.Select(column => column.Read(trial)).Concat(axes.Select(axis => Parameter(configuration, axis))));
        }

        csv.Flush();
        return text.ToString();
    }

    private static string? Parameter(Configuration? configuration, string axis) =>
        configuration?.Parameters.Where(parameter => parameter.Key == axis).Select(parameter => parameter.Value).FirstOrDefault();

    private static void Write(CsvWriter csv, IEnumerable<object?> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}
