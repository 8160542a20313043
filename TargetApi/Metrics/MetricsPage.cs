namespace LoadLab.TargetApi.Metrics;

/// <summary>The text of <c>/metrics</c>: everything summed over all workers, so that it does not matter which of them answers.</summary>
/// <param name="counters">This worker's counters and, through them, everyone's.</param>
/// <param name="facts">This worker's entry, refreshed before reading.</param>
/// <param name="supervisor">Process id of the supervisor; null where there is none.</param>
internal sealed class MetricsPage(WorkerCounters counters, WorkerFacts facts, int? supervisor)
{
    private readonly CounterMemory _memory = counters.Memory;

    /// <param name="model">Name of the loaded model; null before it is loaded.</param>
    public string Write(string? model)
    {
        facts.Refresh();
        long[] sums = SumStripes();
        var text = new PrometheusText();
        WriteRequests(text, sums);
        WriteDurations(text, sums);
        WriteBatches(text, sums);
        WriteWorkers(text, model);
        WriteProcesses(text);
        WriteCollector(text);
        return text.ToString();
    }

    private long[] SumStripes()
    {
        var sums = new long[CounterLayout.StripeSize];
        for (int worker = 0; worker < _memory.Workers; worker++)
        {
            for (int stripe = 0; stripe < _memory.Stripes; stripe++)
            {
                Span<long> counters = _memory.Stripe(worker, stripe);
                for (int i = 0; i < sums.Length; i++)
                {
                    sums[i] += Volatile.Read(ref counters[i]);
                }
            }
        }

        return sums;
    }

    private static void WriteRequests(PrometheusText text, long[] sums)
    {
        text.Family("target_requests_total", "counter", "Requests answered.");
        var errors = new long[CounterLayout.EndpointCount];
        foreach (EndpointName endpoint in Enum.GetValues<EndpointName>())
        {
            for (int method = 0; method < CounterLayout.Methods.Length; method++)
            {
                for (int status = 0; status < CounterLayout.Statuses.Length; status++)
                {
                    long count = sums[CounterLayout.Request(endpoint, method, status)];
                    int code = CounterLayout.Statuses[status];
                    errors[(int)endpoint] += code is 0 or >= 400 ? count : 0;
                    if (count > 0)
                    {
                        string name = code == 0 ? "other" : code.ToString();
                        string labels = $"endpoint=\"{MetricNames.Of(endpoint)}\",method=\"{CounterLayout.Methods[method]}\",status=\"{name}\"";
                        text.Sample("target_requests_total", labels, count);
                    }
                }
            }
        }

        WritePerEndpoint(text, "target_errors_total", "counter", "Requests answered with a status of 400 or more.", errors);
        WritePerEndpoint(text, "target_in_flight_requests", "gauge", "Requests being answered.", sums.AsSpan(CounterLayout.InFlight));
    }

    private static void WritePerEndpoint(PrometheusText text, string name, string type, string help, ReadOnlySpan<long> values)
    {
        text.Family(name, type, help);
        foreach (EndpointName endpoint in Enum.GetValues<EndpointName>())
        {
            text.Sample(name, $"endpoint=\"{MetricNames.Of(endpoint)}\"", values[(int)endpoint]);
        }
    }

    private static void WriteDurations(PrometheusText text, long[] sums)
    {
        text.Family("target_request_duration_seconds", "histogram", "Time from the request's headers to its answer, waiting for its body included.");
        foreach (EndpointName endpoint in Enum.GetValues<EndpointName>())
        {
            text.Histogram("target_request_duration_seconds", $"endpoint=\"{MetricNames.Of(endpoint)}\"", sums.AsSpan(CounterLayout.Duration(endpoint)));
        }

        text.Family("target_stage_seconds", "histogram", "Time per stage of a request.");
        foreach (EndpointName endpoint in Enum.GetValues<EndpointName>())
        {
            foreach (Stage stage in Enum.GetValues<Stage>())
            {
                // Most endpoints have few stages; those that never took place are left out.
                ReadOnlySpan<long> histogram = sums.AsSpan(CounterLayout.StageDuration(endpoint, stage), CounterLayout.HistogramSize);
                if (histogram[..DurationBuckets.Count].ContainsAnyExcept(0))
                {
                    string labels = $"endpoint=\"{MetricNames.Of(endpoint)}\",stage=\"{MetricNames.Of(stage)}\"";
                    text.Histogram("target_stage_seconds", labels, histogram);
                }
            }
        }
    }

    private void WriteBatches(PrometheusText text, long[] sums)
    {
        ReadOnlySpan<long> sizes = sums.AsSpan(CounterLayout.BatchSizes, BatchSizeBuckets.Count + 1);
        long jobs = sizes[^1], batches = 0, limit = 1;
        foreach (long count in sizes[..^1])
        {
            batches += count;
        }

        for (int worker = 0; worker < _memory.Workers; worker++)
        {
            limit = Math.Max(limit, Volatile.Read(ref _memory.Facts(worker)[CounterLayout.BatchLimit]));
        }

        text.Family("target_batch_size", "histogram", "Requests in a batch.");
        text.Sizes("target_batch_size", sizes);
        text.Family("target_batch_seconds", "histogram", "Time of one batch's model call.");
        text.Histogram("target_batch_seconds", "", sums.AsSpan(CounterLayout.BatchDurations, CounterLayout.HistogramSize));
        text.Family("target_batch_limit", "gauge", "Requests in a batch at most; 1 where requests are not batched.");
        text.Sample("target_batch_limit", "", limit);
        text.Family("target_batch_fill_ratio", "gauge", "Mean requests in a batch since the start, as a part of the limit; 0 before the first batch.");
        text.Sample("target_batch_fill_ratio", "", batches == 0 ? 0 : (double)jobs / batches / limit);
        text.Family("target_batch_waiting", "gauge", "Requests that wait for a batch.");
        text.Sample("target_batch_waiting", "", Sum(CounterLayout.BatchWaiting));
    }

    private void WriteWorkers(PrometheusText text, string? model)
    {
        text.Family("target_info", "gauge", "The model in use; always 1.");
        text.Sample("target_info", $"model=\"{PrometheusText.Escape(model ?? "")}\"", 1);
        text.Family("target_workers", "gauge", "Worker processes asked for.");
        text.Sample("target_workers", "", _memory.Workers);
        text.Family("target_workers_ready", "gauge", "Worker processes that are up and ready.");
        text.Sample("target_workers_ready", "", Enumerable.Range(0, _memory.Workers).Count(IsReady));
        text.Family("target_worker_restarts_total", "counter", "Workers that ended unasked and were replaced.");
        text.Sample("target_worker_restarts_total", "", Sum(CounterLayout.Restarts));
        text.Family("target_log_dropped_total", "counter", "Lines of the request log that were dropped: nobody read them fast enough, or at all.");
        text.Sample("target_log_dropped_total", "", Sum(CounterLayout.LogDropped));
    }

    private bool IsReady(int worker)
    {
        Span<long> facts = _memory.Facts(worker);
        return Volatile.Read(ref facts[CounterLayout.Ready]) == 1 && ProcessUsage.Read(facts[CounterLayout.ProcessId]) is not null;
    }

    private void WriteProcesses(PrometheusText text)
    {
        double cpu = 0, start = double.MaxValue;
        long resident = 0;
        foreach (long process in Processes())
        {
            if (ProcessUsage.Read(process) is { } usage)
            {
                // Workers that have ended live on in the supervisor's account of its children.
                cpu += usage.CpuSeconds + (process == supervisor ? usage.ChildrenCpuSeconds : 0);
                resident += usage.ResidentBytes;
                start = Math.Min(start, usage.StartSeconds);
            }
        }

        text.Family("process_cpu_seconds_total", "counter", "User and system CPU time of all processes of this service.");
        text.Sample("process_cpu_seconds_total", "", supervisor is null ? Environment.CpuUsage.TotalTime.TotalSeconds : cpu);
        text.Family("process_resident_memory_bytes", "gauge", "Resident memory of all processes of this service; pages they share count once in each.");
        text.Sample("process_resident_memory_bytes", "", resident);
        text.Family("process_start_time_seconds", "gauge", "Start of the service in seconds since 1970.");
        text.Sample("process_start_time_seconds", "", start);
    }

    private IEnumerable<long> Processes()
    {
        if (supervisor is { } process)
        {
            yield return process;
        }

        for (int i = 0; i < _memory.Workers; i++)
        {
            if (_memory.Facts(i)[CounterLayout.ProcessId] is > 0 and var worker)
            {
                yield return worker;
            }
        }
    }

    private void WriteCollector(PrometheusText text)
    {
        text.Family("dotnet_gc_collections_total", "counter", "Garbage collections by generation (other workers' as of the last second).");
        text.Sample("dotnet_gc_collections_total", "generation=\"0\"", Sum(CounterLayout.Collections0));
        text.Sample("dotnet_gc_collections_total", "generation=\"1\"", Sum(CounterLayout.Collections1));
        text.Sample("dotnet_gc_collections_total", "generation=\"2\"", Sum(CounterLayout.Collections2));
        text.Family("dotnet_gc_pause_seconds_total", "counter", "Time that garbage collection stopped the program.");
        text.Sample("dotnet_gc_pause_seconds_total", "", Sum(CounterLayout.PauseNs) / 1e9);
        text.Family("dotnet_gc_allocated_bytes_total", "counter", "Managed memory allocated.");
        text.Sample("dotnet_gc_allocated_bytes_total", "", Sum(CounterLayout.AllocatedBytes));
        text.Family("dotnet_gc_heap_bytes", "gauge", "Managed memory in use.");
        text.Sample("dotnet_gc_heap_bytes", "", Sum(CounterLayout.HeapBytes));
    }

    private long Sum(int fact)
    {
        long sum = 0;
        for (int i = 0; i < _memory.Workers; i++)
        {
            sum += Volatile.Read(ref _memory.Facts(i)[fact]);
        }

        return sum;
    }
}
