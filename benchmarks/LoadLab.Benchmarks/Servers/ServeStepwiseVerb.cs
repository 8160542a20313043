using System.CommandLine;
using LoadLab.Engine.Measurement;

namespace LoadLab.Benchmarks.Servers;

/// <summary><c>serve-stepwise</c>: a server that answers only at steps and stands still for part of every second.</summary>
internal static class ServeStepwiseVerb
{
    public const string Name = "serve-stepwise";
    public const string StepOption = "--step-ms";
    public const string StallOption = "--stall-ms";

    public static Command Create()
    {
        var step = new Option<int>(StepOption) { Description = "Answers only at multiples of this after the first request; 0: at once." };
        var stall = new Option<int>(StallOption) { Description = "Stands still for so long from the 400th millisecond of every second." };
        var command = new Command(Name, "The stepwise server; ends when its standard input does.") { Hidden = true };
        command.Add(step);
        command.Add(stall);
        command.SetAction(parsed =>
        {
            var server = new StepwiseServer(new ServingSchedule(TimeSpan.FromMilliseconds(parsed.GetValue(step)), TimeSpan.FromMilliseconds(parsed.GetValue(stall))), MonotonicClock.NowNs);
            ServerLoop.Run(server.Responder, _ => server.Serve());
        });
        return command;
    }
}
