using LoadLab.Engine;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Results;
using Spectre.Console;

namespace LoadLab.Harness.Cli;

/// <summary>A bar with the trial, the time left and the last second's figures, for terminals.</summary>
internal sealed class LiveSweepProgress : ISweepObserver
{
    private readonly IAnsiConsole _console;
    private readonly ProgressContext _context;
    private readonly ProgressTask _bar;
    private readonly SweepPace _pace;
    private readonly Lock _gate = new();
    private PlannedTrial? _trial;

    private LiveSweepProgress(IAnsiConsole console, ProgressContext context, IReadOnlyList<PlannedTrial> trials)
    {
        _console = console;
        _context = context;
        _pace = new SweepPace(trials);
        _bar = context.AddTask("starting", maxValue: trials.Count);
    }

    /// <summary>Shows the bar while <paramref name="sweep"/> runs.</summary>
    public static async Task ShowAsync(GlobalState state, IReadOnlyList<PlannedTrial> trials, Func<ISweepObserver, Task> sweep)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(state.Out) });
        // Redrawn only when there is news, about once a second: a spinner would take CPU from what is measured.
        await console.Progress().AutoRefresh(false).AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 24 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => sweep(new LiveSweepProgress(console, context, trials))).ConfigureAwait(false);
    }

    public void OnTrialStarted(PlannedTrial trial)
    {
        lock (_gate)
        {
            _trial = trial;
            Show("");
        }
    }

    public void OnStage(TrialStage stage)
    {
        lock (_gate)
        {
            Show(stage switch
            {
                TrialStage.Deploying => "deploying",
                TrialStage.WaitingUntilReady => "waiting until ready",
                TrialStage.WarmingUp => "warming up",
                TrialStage.Measuring => "measuring",
                _ => "tearing down",
            });
        }
    }

    public void OnInterval(IntervalResult interval)
    {
        if (interval.IsDrain)
        {
            return;
        }

        var perSecond = interval.Length > TimeSpan.Zero ? interval.Counts.Ok / interval.Length.TotalSeconds : 0;
        var p99 = interval.Ok.Response.Count > 0 ? interval.Ok.Response.ValueAtPercentile(99) / 1e6 : (double?)null;
        lock (_gate)
        {
            Show($"{(interval.IsWarmUp ? "warm-up" : "measuring")} {Quantity.Rate(perSecond)} req/s, p99 {Quantity.Latency(p99)}, {interval.Counts.Failed} errors");
        }
    }

    public void OnTrialFinished(PlannedTrial trial, TrialResult result)
    {
        lock (_gate)
        {
            _pace.Finish();
            _console.WriteLine(TrialLine.Describe(trial, result));
            Show("");
        }
    }

    private void Show(string activity)
    {
        var left = _pace.Left() is { } time ? $", {Quantity.Duration(time)} left" : "";
        _bar.Value = _pace.Done + _pace.RunningPart();
        _bar.Description = Markup.Escape($"{Math.Min(_pace.Done + 1, _pace.Total)}/{_pace.Total} {_trial?.Id}{left}: {activity}");
        _context.Refresh();
    }
}
