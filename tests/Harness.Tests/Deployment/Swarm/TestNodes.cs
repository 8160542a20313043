using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

/// <summary>Nodes and tasks as a manager would tell of them.</summary>
internal static class TestNodes
{
    public static SwarmNode Node(string name, string role = "load", double cpus = 2, long memory = 4L << 30, string availability = "active") => new()
    {
        Id = name.Replace("node", "n", StringComparison.Ordinal),
        Spec = new NodeSpec { Role = "worker", Availability = availability, Labels = new Dictionary<string, string> { ["role"] = role } },
        Description = new NodeDescription { Hostname = name, Resources = new Resources { NanoCpus = (long)(cpus * 1e9), MemoryBytes = memory } },
        Status = new NodeStatus { State = "ready", Addr = "10.0.0.2" },
    };

    public static SwarmTask Task(int slot, string state, string desired = "running", string? error = null, int? exitCode = null) => new()
    {
        Id = $"t{slot}-{state}",
        Slot = slot,
        NodeId = "n2",
        DesiredState = desired,
        Status = new TaskState { State = state, Err = error, ContainerStatus = new TaskContainer { ContainerId = "c", ExitCode = exitCode } },
    };
}
