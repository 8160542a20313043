using LoadLab.Engine.Http;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Machines;

namespace LoadLab.Harness.Agents.Agent;

/// <summary>What this machine can do as an agent's.</summary>
internal static class AgentCapabilitiesOf
{
    public static AgentCapabilities ThisMachine(AgentLimits limits) => new()
    {
        Host = Environment.MachineName,
        Machine = MachineIdentity.Text,
        Processors = Environment.ProcessorCount,
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Transports = [HttpLoadEngine.BestTransport().Name],
        MaxRatePerSecond = limits.Rate,
        MaxConnections = limits.Connections,
        MaxDurationNs = limits.Duration is { } duration ? WireTime.Ns(duration) : null,
        AllowedTargets = limits.Targets,
    };
}
