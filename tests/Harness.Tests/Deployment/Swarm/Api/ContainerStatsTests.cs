using System.Text.Json;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Tests.Deployment.Swarm.Api;

public sealed class ContainerStatsTests
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    [Fact]
    public void Deserialize_ControlGroupsV1_LeavesOutCacheThatCanBeDropped()
    {
        var stats = Read("""
            {"cpu_stats":{"cpu_usage":{"total_usage":5000000},"throttling_data":{"periods":10,"throttled_periods":4,"throttled_time":1}},
             "memory_stats":{"usage":1000,"max_usage":2000,"stats":{"total_inactive_file":300,"inactive_file":7,"hierarchical_memory_limit":18446744073709551615},"limit":5},
             "networks":{"eth0":{"rx_bytes":1,"tx_bytes":2},"eth1":{"rx_bytes":10,"tx_bytes":20}}}
            """);

        Assert.Equal(5_000_000UL, stats.Cpu.Usage.TotalNs);
        Assert.Equal((10, 4), (stats.Cpu.Throttling.Periods, stats.Cpu.Throttling.ThrottledPeriods));
        Assert.Equal(700, stats.Memory.Used);
        Assert.Equal(11, stats.Networks!.Values.Sum(network => network.ReceivedBytes));
    }

    [Fact]
    public void Deserialize_ControlGroupsV2_LeavesOutCacheThatCanBeDropped() =>
        Assert.Equal(900, Read("""{"memory_stats":{"usage":1000,"stats":{"inactive_file":100}}}""").Memory.Used);

    [Fact]
    public void Deserialize_EndedContainer_HasNoMemory() => Assert.Null(Read("""{"memory_stats":{},"cpu_stats":{"cpu_usage":{"total_usage":0}}}""").Memory.Used);

    private static ContainerStats Read(string json) => JsonSerializer.Deserialize<ContainerStats>(json, Json)!;
}
