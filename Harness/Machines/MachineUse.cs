namespace LoadLab.Harness.Machines;

/// <summary>What the machine's processors did over a stretch of time, all together.</summary>
/// <param name="BusySeconds">Processor time that somebody here used.</param>
/// <param name="StolenSeconds">Processor time that the host of this virtual machine gave to others.</param>
/// <param name="TotalSeconds">Processor time there was: elapsed time × processors.</param>
internal sealed record MachineUse(double BusySeconds, double StolenSeconds, double TotalSeconds)
{
    public static MachineUse operator -(MachineUse later, MachineUse earlier) => new(
        later.BusySeconds - earlier.BusySeconds,
        later.StolenSeconds - earlier.StolenSeconds,
        later.TotalSeconds - earlier.TotalSeconds);
}
