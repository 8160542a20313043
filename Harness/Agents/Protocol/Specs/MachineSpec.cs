namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>What the agent's machine did over the measured part, summed over its processors.</summary>
/// <param name="BusySeconds">Processor time spent on anything.</param>
/// <param name="StolenSeconds">Processor time that the hypervisor gave to others.</param>
/// <param name="TotalSeconds">Processor time that there was.</param>
internal sealed record MachineSpec(double BusySeconds, double StolenSeconds, double TotalSeconds);
