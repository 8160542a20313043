using LoadLab.Engine;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>A load whose verdicts are looked at. Both leave the loop time to spare, or its own CPU share would be a reason already.</summary>
internal sealed record CheckedLoad(string Name, string Title, Func<TimeSpan, LoadSimulation> Stage, ThinkTime Think)
{
    private const int Users = 64;
    private const int Rate = 5000;

    /// <summary>Drawn anew each time: users who all think equally long stay the bunch that they began as.</summary>
    private static readonly ThinkTime Thinking = new(TimeSpan.Zero, TimeSpan.FromMilliseconds(10));

    public static IReadOnlyList<CheckedLoad> All { get; } =
    [
        new("closed", $"closed: {Users} users who think for up to {Thinking.Maximum.TotalMilliseconds:0} ms", during => new KeepConstant(Users, during), Thinking),
        new("open", $"open: {Rate:#,0} arrivals a second", during => new Inject(Rate, TimeSpan.FromSeconds(1), during), ThinkTime.None),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(load => load.Name)];
}
