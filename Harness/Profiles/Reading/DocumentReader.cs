using System.Text.RegularExpressions;
using LoadLab.Harness.Profiles.Matrix;
using LoadLab.Harness.Profiles.Schema;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary>A whole profile: section by section, every mistake kept, none fatal to the reading of the others.</summary>
internal static partial class DocumentReader
{
    private const int LongestName = 100;

    /// <exception cref="ProfileException">All mistakes.</exception>
    public static ProfileConfig Read(ProfileSource source)
    {
        var errors = new ErrorList();
        var root = YamlTreeLoader.Load(source.Text, source.File, errors) is { } read
            ? source.Overrides.Aggregate(read, (node, change) => ProfileOverride.Apply(node, change, errors))
            : null;
        var context = new ReadContext
        {
            Errors = errors,
            NoPlace = new Place(source.File, 1, 1),
            BaseDirectory = source.BaseDirectory,
            CheckFiles = source.CheckFiles,
        };
        var profile = root is null ? null : ReadRoot(root, source, context);
        errors.ThrowIfAny();
        return profile ?? throw new InvalidOperationException("A profile without mistakes was not read.");
    }

    private static ProfileConfig? ReadRoot(YamlNode node, ProfileSource source, ReadContext context)
    {
        var root = new SectionReader(node, ProfileKeys.Root, "", context);
        if (node is not MappingNode map)
        {
            return null;
        }

        var name = ReadName(root) ?? "";
        var matrix = MatrixReader.Read(root.Node("matrix"), context);
        var prices = PricesReader.Read(root.Section("prices"));
        var ladder = NamedAxesReader.ReadLadder(root, matrix);
        var comparison = NamedAxesReader.ReadComparison(root.Section("compare"), matrix);
        CheckWhoSends(root, map);
        return new ProfileConfig
        {
            Name = name,
            Description = root.Has("description") ? root.Text("description") : null,
            Configurations = new ConfigurationReader(map, context, [.. new[] { ladder, comparison?.Axis }.OfType<string>()]).Read(matrix, name),
            Agents = AgentsReader.Read(root.Section("agents")),
            Trials = TrialsReader.Read(root.Section("trials")),
            Slo = SloReader.Read(root.Section("slo")),
            Objective = ObjectiveReader.Read(root.Section("objective"), prices is not null, matrix),
            Prices = prices,
            Ladder = ladder,
            Compare = comparison,
            Yaml = source.Overrides.Count == 0 ? source.Text : WithOverrides(node, source.Overrides),
            BaseDirectory = source.BaseDirectory,
        };
    }

    private static void CheckWhoSends(SectionReader root, MappingNode map)
    {
        if (root.Has("agents") && map.Find("load")?.Value is MappingNode load && load.Find("scenarios") is not null)
        {
            root.Fail("agents", "agents send requests that the profile describes, and 'load.scenarios' is code that runs in the harness alone: "
                + "remove 'agents', or describe the requests by load.scenario, load.request or load.requests");
        }
    }

    private static string? ReadName(SectionReader root)
    {
        var name = root.Text("name");
        if (name is not null && (!Name().IsMatch(name) || name.Length > LongestName))
        {
            root.Fail("name", $"'{name}' cannot name a folder: use letters, digits, dots and hyphens, a letter or digit first, {LongestName} at most");
        }

        return name;
    }

    /// <summary>Comments are lost with the file's layout; what was changed is said at the top instead.</summary>
    private static string WithOverrides(YamlNode root, IReadOnlyList<string> overrides) =>
        "# As run, with:" + string.Concat(overrides.Select(text => $"\n#   --set {text.ReplaceLineEndings(" ")}")) + "\n" + YamlTreeWriter.Write(root);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.-]*$")]
    private static partial Regex Name();
}
