using LoadLab.Benchmarks.Servers;
using LoadLab.Engine;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>A load whose verdicts are looked at. All leave the loop time to spare, or its own CPU share would be a reason already.</summary>
/// <param name="Name">By which <c>--load</c> chooses it.</param>
/// <param name="Title">Of its table.</param>
/// <param name="Stage">The load itself.</param>
/// <param name="Think">Between the requests of a user.</param>
/// <param name="StepMs">The server answers at multiples of so many ms only; 0: at once.</param>
internal sealed record CheckedLoad(string Name, string Title, Func<TimeSpan, LoadSimulation> Stage, ThinkTime Think, int StepMs = 0)
{
    private const int Step = 10;

    private const int Users = 64;
    private const int Rate = 5000;

    /// <summary>Drawn anew each time: users who all think equally long stay the bunch that they began as.</summary>
    private static readonly ThinkTime Thinking = new(TimeSpan.Zero, TimeSpan.FromMilliseconds(10));

    public static IReadOnlyList<CheckedLoad> All { get; } =
    [
        new("closed", $"closed: {Users} users who think for up to {Thinking.Maximum.TotalMilliseconds:0} ms", during => new KeepConstant(Users, during), Thinking),
        new("open", $"open: {Rate:#,0} arrivals a second", during => new Inject(Rate, TimeSpan.FromSeconds(1), during), ThinkTime.None),
        // As long as a service takes that does some work, and with a p99 that follows from the steps.
        new("stepwise", $"stepwise: {Rate:#,0} arrivals a second, answered at every {Step}th millisecond", during => new Inject(Rate, TimeSpan.FromSeconds(1), during), ThinkTime.None, Step),
    ];

    public string ServerVerb => StepMs == 0 ? ServeMinimalVerb.Name : ServeStepwiseVerb.Name;

    public IReadOnlyList<string> ServerArguments => StepMs == 0 ? [] : [ServeStepwiseVerb.StepOption, $"{StepMs}"];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(load => load.Name)];
}
