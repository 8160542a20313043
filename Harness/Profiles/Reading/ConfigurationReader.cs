using System.Globalization;
using LoadLab.Harness.Profiles.Matrix;
using LoadLab.Harness.Profiles.Schema;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary>Target and load of every cell of the matrix.</summary>
/// <param name="root">The document.</param>
/// <param name="context">Where mistakes go.</param>
/// <param name="namedAxes">Axes whose values go by their names.</param>
internal sealed class ConfigurationReader(MappingNode root, ReadContext context, IReadOnlyList<string> namedAxes)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private bool _metUnknown;

    /// <summary>One configuration per cell; with a matrix that has mistakes, none, but target and load are checked as far as they can be.</summary>
    public IReadOnlyList<Configuration> Read(MatrixCells? matrix, string profileName)
    {
        if (matrix is null)
        {
            var open = context with { HasOpenPlaceholders = true };
            ReadTarget(root.Find("target")?.Value, open);
            ReadLoad(root.Find("load")?.Value, open);
            return [];
        }

        var configurations = matrix.Cells.Select((cell, index) => ReadCell(matrix, cell, index, profileName)).ToList();
        CheckUnused(matrix);
        CheckDeployable(matrix, configurations);
        return configurations;
    }

    private Configuration ReadCell(MatrixCells matrix, Cell cell, int index, string profileName)
    {
        var filler = new PlaceholderFiller(matrix, cell, context.Errors);
        var target = Fill(filler, "target");
        var load = Fill(filler, "load");
        _used.UnionWith(filler.Used);
        _metUnknown |= filler.MetUnknown;
        var width = Math.Max(2, matrix.Cells.Count.ToString(CultureInfo.InvariantCulture).Length);
        return new Configuration
        {
            Id = "c" + (index + 1).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'),
            Parameters = [.. cell.Values.Select(value => KeyValuePair.Create(value.Key, value.Text))],
            Label = Label(matrix, cell, profileName),
            Replicas = Count(cell[ReservedAxes.Replicas]) ?? 1,
            Workers = Count(cell[ReservedAxes.Workers]),
            Cpus = cell[ReservedAxes.Cpus] is { } cpus ? NumberText.ReadNumber(cpus).Value : null,
            MemoryBytes = cell[ReservedAxes.Memory] is { } memory ? SizeText.Read(memory).Value : null,
            Target = ReadTarget(target, context),
            Load = ReadLoad(load, context),
        };
    }

    private YamlNode? Fill(PlaceholderFiller filler, string key) =>
        root.Find(key)?.Value is { } node ? filler.Fill(node, key) : null;

    private static TargetConfig ReadTarget(YamlNode? node, ReadContext context) =>
        TargetReader.Read(new SectionReader(node, ProfileKeys.Root["target"], "target", context));

    private static LoadConfig ReadLoad(YamlNode? node, ReadContext context) =>
        LoadReader.Read(new SectionReader(node, ProfileKeys.Root["load"], "load", context));

    private string Label(MatrixCells matrix, Cell cell, string profileName)
    {
        var label = string.Join(' ', cell.Values.Where(value => matrix.VaryingKeys.Contains(value.Key)).Select(Label).OfType<string>());
        return label.Length > 0 ? label : profileName;
    }

    // A name stands for all parts of its value.
    private string? Label(CellValue value) => !namedAxes.Contains(value.Axis) ? $"{value.Key}={value.Text}"
        : value.Key == value.Axis || IsName(value.Key) ? $"{value.Axis}={value.Text}"
        : null;

    private bool IsName(string key) => namedAxes.Any(axis => key == AxisValue.KeyOfName(axis));

    private static int? Count(string? text) => text is null ? null : NumberText.ReadInteger(text).Value;

    /// <summary>An axis that reaches nothing would give figures that seem to compare what they do not.</summary>
    private void CheckUnused(MatrixCells matrix)
    {
        if (_metUnknown)
        {
            return;
        }

        foreach (var key in matrix.Keys.Where(key => !_used.Contains(key) && !ReservedAxes.IsAppliedByDeployment(key) && !IsName(key)))
        {
            var example = key == ReservedAxes.Workers ? "WORKERS: \"{workers}\"" : $"{key.ToUpperInvariant().Replace('.', '_').Replace('-', '_')}: \"{{{key}}}\"";
            context.Errors.Add(PlaceOf(key), YamlPath.Key("matrix", key), $"'{{{key}}}' is used nowhere, so its values change nothing: use it in target or load, such as target.environment: {{ {example} }}");
        }
    }

    private void CheckDeployable(MatrixCells matrix, List<Configuration> configurations)
    {
        if (configurations.Exists(configuration => configuration.Target.Deployment == DeploymentKind.External))
        {
            foreach (var key in matrix.Keys.Where(key => ReservedAxes.IsAppliedByDeployment(key) && !_used.Contains(key)))
            {
                context.Errors.Add(PlaceOf(key), YamlPath.Key("matrix", key), $"'{key}' cannot be set on an external target, which is not started here: remove the axis");
            }
        }

        foreach (var configuration in configurations.Where(configuration => configuration.Target.Deployment == DeploymentKind.Local && configuration.Target.Port + configuration.Replicas - 1 > 65_535))
        {
            var place = (root.Find("target")?.Value as MappingNode)?.Find("port")?.Value.Place ?? context.NoPlace;
            context.Errors.Add(place, "target.port", $"{configuration.Replicas} replicas from port {configuration.Target.Port} on go beyond 65535: lower the port");
        }
    }

    private Place PlaceOf(string axis) =>
        (root.Find("matrix")?.Value as MappingNode)?.Find(axis.Split('.')[0])?.Key.Place ?? root.Find("matrix")?.Key.Place ?? context.NoPlace;
}
