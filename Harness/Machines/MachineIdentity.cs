namespace LoadLab.Harness.Machines;

/// <summary>Tells machines apart: equal for two processes if and only if they share processors, containers included.</summary>
internal static class MachineIdentity
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>The kernel's own number of this boot (random(4)); the machine's name where there is none.</summary>
    public static string Text { get; } = File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : Environment.MachineName;
}
