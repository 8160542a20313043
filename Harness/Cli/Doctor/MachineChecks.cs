using System.Globalization;
using LoadLab.Engine;
using LoadLab.Engine.Http;

namespace LoadLab.Harness.Cli.Doctor;

/// <summary>What the machine gives a load generator.</summary>
internal static class MachineChecks
{
    /// <summary>A thousand users and as many connections to log files, libraries and pipes leave no room below this.</summary>
    private const long FewFiles = 4096;

    public static CheckResult Processors() => Environment.ProcessorCount switch
    {
        1 => CheckResult.Warn("processors", "1: the generator and the target take turns", "use a machine with two or more, or an external target"),
        var count => CheckResult.Ok("processors", $"{count}"),
    };

    public static CheckResult ClockSource(DoctorContext context) =>
        context.ReadSystemFile("sys/devices/system/clocksource/clocksource0/current_clocksource") switch
        {
            null => CheckResult.Warn("clock", "its source cannot be read", "nothing, unless latencies look odd"),
            "tsc" or "kvm-clock" or "arch_sys_counter" or "hyperv_clocksource_tsc_page" => CheckResult.Ok("clock", Source(context)),
            var slow => CheckResult.Warn("clock", $"{slow}: each reading is a system call, which costs load and precision", "boot with clocksource=tsc where the processor allows it"),
        };

    public static CheckResult OpenFiles(DoctorContext context)
    {
        var line = (context.ReadSystemFile("proc/self/limits") ?? "").Split('\n').FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        if (soft == "unlimited")
        {
            return CheckResult.Ok("open files", "unlimited");
        }

        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= FewFiles
            ? CheckResult.Ok("open files", $"up to {limit}, of which each connection takes one")
            : CheckResult.Warn("open files", $"up to {soft ?? "an unknown number"}, of which each connection takes one", "raise it: ulimit -n 65536");
    }

    /// <summary>The generator's event loops are epoll's; io_uring is told for what it may come to.</summary>
    /// <summary>Which transport the load engine would choose.</summary>
    public static CheckResult EventLoops()
    {
        try
        {
            var (name, note) = HttpLoadEngine.BestTransport();
            return CheckResult.Ok("event loops", note is null ? name : $"{name}; {note}");
        }
        catch (LoadSetupException e)
        {
            return CheckResult.Missing("event loops", e.Message, "run LoadLab on Linux or in a Linux container");
        }
    }

    private static string Source(DoctorContext context) => context.ReadSystemFile("sys/devices/system/clocksource/clocksource0/current_clocksource")!;
}
