using System.CommandLine;
using System.Diagnostics;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary><c>keep-busy</c>: a process that uses a share of its processor, in bursts.</summary>
internal static class KeepBusyVerb
{
    public const string Name = "keep-busy";

    public static Command Create()
    {
        var percent = new Option<int>("--percent") { Required = true };
        var period = new Option<int>("--period-ms") { Required = true };
        var command = new Command(Name, "A busy process; ends when its standard input does.") { percent, period };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetValue(percent), TimeSpan.FromMilliseconds(parsed.GetValue(period))));
        return command;
    }

    private static void Run(int percent, TimeSpan period)
    {
        var thread = new Thread(() => Burn(period * (percent / 100.0), period)) { IsBackground = true, Name = "busy" };
        thread.Start();
        Console.Out.WriteLine("busy");
        Console.Out.Flush();
        while (Console.In.Read() >= 0)
        {
        }
    }

    /// <summary>Never returns. At the whole period it never sleeps either.</summary>
    private static void Burn(TimeSpan burst, TimeSpan period)
    {
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < burst)
            {
            }

            if (burst < period)
            {
                Thread.Sleep(period - burst);
            }
        }
    }
}
