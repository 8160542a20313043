using System.Globalization;
using System.Text.RegularExpressions;
using LoadLab.TargetApi.Tests.Features;

namespace LoadLab.TargetApi.Tests.Metrics;

public sealed partial class MetricsTests
{
    [Fact]
    public async Task Metrics_AfterRequests_CountThemByEndpointAndStage()
    {
        using TargetProcess target = await TargetProcess.Start(("MODEL", "covertype-forest"));
        for (int i = 0; i < 5; i++)
        {
            await target.Post("/predict", Bodies.Features(Bodies.Row(54)));
        }

        await target.Post("/predict", "{}");
        await target.Post("/normalize", Bodies.Features(Bodies.Row(54)));
        Assert.Equal(5, await target.Metric("""target_requests_total{endpoint="predict",method="POST",status="200"}"""));
        Assert.Equal(1, await target.Metric("""target_requests_total{endpoint="predict",method="POST",status="422"}"""));
        Assert.Equal(1, await target.Metric("""target_errors_total{endpoint="predict"}"""));
        Assert.Equal(0, await target.Metric("""target_in_flight_requests{endpoint="predict"}"""));
        Assert.Equal(6, await target.Metric("""target_stage_seconds_count{endpoint="predict",stage="parse"}"""));
        Assert.Equal(5, await target.Metric("""target_stage_seconds_count{endpoint="predict",stage="infer"}"""));
        Assert.Equal(1, await target.Metric("""target_stage_seconds_count{endpoint="normalize",stage="serialise"}"""));
        Assert.Equal(1, await target.Metric("""target_info{model="covertype-forest"}"""));
    }

    [Fact]
    public async Task Metrics_Stages_TakeNoLongerThanTheirRequests()
    {
        using TargetProcess target = await TargetProcess.Start();
        for (int i = 0; i < 20; i++)
        {
            await target.Post("/predict", Bodies.Features(Bodies.Row(54)));
        }

        double requests = await target.Metric("""target_request_duration_seconds_sum{endpoint="predict"}""");
        double stages = 0;
        foreach (string stage in (string[])["parse", "normalise", "infer", "serialise"])
        {
            double sum = await target.Metric($$"""target_stage_seconds_sum{endpoint="predict",stage="{{stage}}"}""");
            Assert.True(sum > 0);
            stages += sum;
        }

        Assert.InRange(stages, 0, requests);
    }

    [Fact]
    public async Task Metrics_Text_IsWellFormed()
    {
        using TargetProcess target = await TargetProcess.Start();
        await target.Post("/predict", Bodies.Features(Bodies.Row(54)));
        string text = await target.Client.GetStringAsync("/metrics");
        string[] lines = text.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Matches(Line(), line));
        string[] series = [.. lines.Where(l => l[0] != '#').Select(l => l[..l.LastIndexOf(' ')])];
        Assert.Equal(series.Length, series.Distinct().Count());
        AssertCumulative(lines);
        Assert.Contains(lines, l => l.StartsWith("process_resident_memory_bytes ", StringComparison.Ordinal) && Value(l) > 1e6);
        Assert.Contains(lines, l => l.StartsWith("process_cpu_seconds_total ", StringComparison.Ordinal) && Value(l) > 0);
        Assert.Contains(lines, l => l.StartsWith("process_start_time_seconds ", StringComparison.Ordinal) && Value(l) > 1.6e9);
    }

    private static void AssertCumulative(string[] lines)
    {
        const string Bucket = """target_stage_seconds_bucket{endpoint="predict",stage="infer",le=""";
        double[] buckets = [.. lines.Where(l => l.StartsWith(Bucket, StringComparison.Ordinal)).Select(Value)];
        Assert.Equal(buckets.Order(), buckets);
        Assert.Equal(1, buckets[^1]);
    }

    private static double Value(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(# (HELP|TYPE) \w+ .+|[a-z_]+[a-z_0-9]*(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[0-9.E+-]+)$""")]
    private static partial Regex Line();
}
