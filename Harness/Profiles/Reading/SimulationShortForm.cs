using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles.Schema;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary>A stage on the command line: <c>keep_constant:copies=32,during=10s</c>.</summary>
internal static class SimulationShortForm
{
    /// <summary>Long enough for a first look, short enough to wait for.</summary>
    private const string DefaultDuring = "10s";

    /// <exception cref="ProfileException">All that is wrong with it.</exception>
    public static LoadSimulation Read(string text)
    {
        var place = new Place($"simulation '{text}'", 0, 0);
        var errors = new ErrorList();
        var context = new ReadContext { Errors = errors, NoPlace = place, BaseDirectory = System.IO.Path.GetFullPath("."), CheckFiles = false };
        var spec = ProfileKeys.Root["load"]["simulations"];
        var simulation = ToNode(text, spec, place, errors) is { } node ? SimulationReader.Read(node, spec, "", context) : null;
        errors.ThrowIfAny();
        return simulation ?? throw new InvalidOperationException($"'{text}' gave neither a stage nor a mistake.");
    }

    private static MappingNode? ToNode(string text, KeySpec spec, Place place, ErrorList errors)
    {
        var parts = text.Split(':', 2);
        var entries = new List<MappingEntry>();
        foreach (var setting in parts.Length < 2 ? [] : parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = setting.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length < 2 || entries.Exists(entry => entry.Key.Text == pair[0]))
            {
                errors.Add(place, setting, $"'{setting}' is not a setting of its own: write name:key=value,key=value, such as keep_constant:copies=32,during=10s");
                return null;
            }

            entries.Add(Entry(place, pair[0], new ScalarNode(place, pair[1], Quoted: true)));
        }

        var name = parts[0].Trim();
        AddDefaultDuring(entries, spec.Keys.FirstOrDefault(key => key.Name == name), place);
        return new MappingNode(place, [Entry(place, name, new MappingNode(place, entries))]);
    }

    private static void AddDefaultDuring(List<MappingEntry> entries, KeySpec? stage, Place place)
    {
        var known = stage?.Keys.Any(key => key.Name == "during") ?? false;
        // A misspelt "during" must stay a mistake rather than become ten seconds: only complete settings get the default.
        if (known && entries.TrueForAll(entry => stage!.Keys.Any(key => key.Name == entry.Key.Text)) && !entries.Exists(entry => entry.Key.Text == "during"))
        {
            entries.Add(Entry(place, "during", new ScalarNode(place, DefaultDuring, Quoted: true)));
        }
    }

    private static MappingEntry Entry(Place place, string key, YamlNode value) => new(new ScalarNode(place, key, Quoted: false), value);
}
