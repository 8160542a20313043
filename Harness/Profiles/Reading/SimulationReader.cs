using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles.Schema;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>load.simulations</c>.</summary>
internal static class SimulationReader
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<LoadSimulation> ReadList(SectionReader load)
    {
        var spec = ProfileKeys.Root["load"]["simulations"];
        switch (load.Node("simulations"))
        {
            case null:
                return [];
            case SequenceNode { Items.Count: > 0 } list:
                return [.. list.Items
                    .Select((item, index) => Read(item, spec, YamlPath.Item(load.PathOf("simulations"), index), load.Context))
                    .OfType<LoadSimulation>()];
            default:
                load.Fail("simulations", "must be a list of at least one stage, such as - keep_constant: { copies: 32, during: 30s }");
                return [];
        }
    }

    /// <summary>One stage: a map with the stage's name as its only key.</summary>
    public static LoadSimulation? Read(YamlNode item, KeySpec spec, string path, ReadContext context)
    {
        if (item is not MappingNode { Entries: [var only] })
        {
            context.Errors.Add(item.Place, path, item is MappingNode { Entries.Count: > 1 }
                ? "has several keys: one stage is one '- name: { … }' entry of the list"
                : "must be a stage, such as keep_constant: { copies: 32, during: 30s }");
            return null;
        }

        if (spec.Keys.FirstOrDefault(key => key.Name == only.Key.Text) is not { } stage)
        {
            context.Errors.Add(only.Key.Place, path, $"there is no stage '{only.Key.Text}'{Values.Suggestion.Phrase(only.Key.Text, [.. spec.Keys.Select(key => key.Name)])}");
            return null;
        }

        var before = context.Errors.Count;
        var section = new SectionReader(only.Value, stage, YamlPath.Key(path, stage.Name), context);
        var simulation = section.Exists ? Create(stage.Name, section) : null;
        // What could not be read is 0 here: only complete stages are judged as a whole.
        return simulation is not null && context.Errors.Count == before && !section.HasOpenValues ? Check(simulation, section) : null;
    }

    private static LoadSimulation Create(string name, SectionReader stage) => name switch
    {
        "inject" => new Inject(Count(stage, "rate"), Interval(stage), During(stage)) { Arrivals = Arrivals(stage) },
        "ramping_inject" => new RampingInject(Count(stage, "rate"), Interval(stage), During(stage)) { Arrivals = Arrivals(stage) },
        "inject_random" => new InjectRandom(Count(stage, "min_rate"), Count(stage, "max_rate"), Interval(stage), During(stage)),
        "iterations_for_inject" => new IterationsForInject(Count(stage, "rate"), Interval(stage), Count(stage, "iterations")) { Arrivals = Arrivals(stage) },
        "keep_constant" => new KeepConstant(Count(stage, "copies"), During(stage)),
        "ramping_constant" => new RampingConstant(Count(stage, "copies"), During(stage)),
        "iterations_for_constant" => new IterationsForConstant(Count(stage, "copies"), Count(stage, "iterations")),
        "pause" => new Pause(During(stage)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A described stage that is not read."),
    };

    private static LoadSimulation Check(LoadSimulation simulation, SectionReader stage)
    {
        foreach (var failure in simulation.Validate())
        {
            var parts = failure.Split(": ", 2);
            stage.Fail(parts[0], parts[^1]);
        }

        return simulation;
    }

    private static int Count(SectionReader stage, string key) => stage.Integer(key) ?? 0;

    private static TimeSpan During(SectionReader stage) => stage.Duration("during") ?? TimeSpan.Zero;

    private static TimeSpan Interval(SectionReader stage) => stage.Duration("interval") ?? DefaultInterval;

    private static ArrivalProcess Arrivals(SectionReader stage) => (ArrivalProcess?)stage.Choice("arrivals") ?? ArrivalProcess.Even;
}
