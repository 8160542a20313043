using System.Globalization;

namespace LoadLab.Harness.Machines;

/// <summary>Reads the machine's processor times at the start and the end of the measured part.</summary>
internal sealed class MachineMeter(string statFile = "/proc/stat")
{
    // proc_stat(5): in USER_HZ, which is 100 in every Linux ABI that .NET runs on.
    private const double TicksPerSecond = 100;

    private MachineUse? _begin;
    private MachineUse? _end;

    /// <summary>What happened between the two readings; null where the system does not tell.</summary>
    public MachineUse? Use => _end is { } end && _begin is { } begin ? end - begin : null;

    public void Begin() => _begin = Read();

    public void End() => _end = Read();

    /// <summary>The first line of <c>/proc/stat</c>: <c>cpu user nice system idle iowait irq softirq steal guest guest_nice</c>; guest time is in user.</summary>
    internal static MachineUse? Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 9 || fields[0] != "cpu")
        {
            return null;
        }

        var ticks = fields[1..9].Select(field => double.TryParse(field, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToArray();
        var idle = ticks[3] + ticks[4];
        var stolen = ticks[7];
        var total = ticks.Sum();
        return double.IsNaN(total)
            ? null
            : new MachineUse((total - idle - stolen) / TicksPerSecond, stolen / TicksPerSecond, total / TicksPerSecond);
    }

    private MachineUse? Read() => File.Exists(statFile) && File.ReadLines(statFile).FirstOrDefault() is { } line ? Parse(line) : null;
}
