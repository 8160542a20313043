using System.Globalization;
using System.Numerics;
using LoadLab.Harness.Profiles.Reading;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Matrix;

/// <summary>Expands <c>matrix</c>: every combination of the axes, without those excluded, with those included.</summary>
internal sealed class MatrixReader
{
    /// <summary>A sweep of more would run for weeks, and is more likely a slip.</summary>
    public const int MostCells = 10_000;

    private const string Include = "include";
    private const string Exclude = "exclude";

    private readonly ReadContext _context;
    private readonly AxisReader _axes;
    private readonly MappingNode _map;

    private MatrixReader(MappingNode map, ReadContext context)
    {
        _map = map;
        _context = context;
        _axes = new AxisReader(context);
    }

    /// <summary>The cells of a matrix, or the single cell of a profile without one; null when the matrix has mistakes.</summary>
    public static MatrixCells? Read(YamlNode? node, ReadContext context)
    {
        switch (node)
        {
            case null:
                return new MatrixCells([], [new Cell([], context.NoPlace)]);
            case MappingNode { Entries.Count: > 0 } map:
                var before = context.Errors.Count;
                var cells = new MatrixReader(map, context).Expand();
                return context.Errors.Count == before ? cells : null;
            case MappingNode or ScalarNode { IsNull: true }:
                context.Errors.Add(node.Place, "matrix", "is empty: give at least one axis, such as replicas: [1, 2], or remove it");
                return null;
            default:
                context.Errors.Add(node.Place, "matrix", $"must be a map of axes, such as replicas: [1, 2], and is {node.Kind}");
                return null;
        }
    }

    private MatrixCells? Expand()
    {
        var before = _context.Errors.Count;
        var axes = _map.Entries.Where(entry => entry.Key.Text is not (Include or Exclude)).Select(_axes.Read).OfType<Axis>().ToList();
        var included = ReadCells(Include);
        var excluded = ReadCells(Exclude);
        if (_context.Errors.Count > before || !CheckCount(axes, included.Count))
        {
            return null;
        }

        var names = axes.Count > 0 ? axes.Select(axis => axis.Name).ToList() : AxesOf(included);
        var keys = KeysOf(names, axes, included);
        CheckIncluded(included, names, axes);
        var cells = ExcludeFrom(Combine(axes), excluded, keys);
        var all = cells.Concat(included.Select(cell => InOrder(cell, keys))).ToList();
        CheckTwice(all);
        if (all.Count == 0)
        {
            _context.Errors.Add(_map.Place, "matrix", "no configuration is left: everything is excluded");
        }

        return new MatrixCells(keys, all);
    }

    private List<Cell> ReadCells(string key)
    {
        var path = YamlPath.Key("matrix", key);
        switch (_map.Find(key)?.Value)
        {
            case null:
                return [];
            case SequenceNode { Items.Count: > 0 } list:
                return [.. list.Items.Select((item, index) => new Cell(_axes.ReadCell(item, YamlPath.Item(path, index)), item.Place))];
            case var other:
                _context.Errors.Add(other.Place, path, "must be a list of at least one map of axes and values, such as [{ replicas: 2, cpus: 1 }]");
                return [];
        }
    }

    private bool CheckCount(List<Axis> axes, int included)
    {
        var count = axes.Count == 0 ? BigInteger.Zero : axes.Aggregate(BigInteger.One, (product, axis) => product * axis.Choices.Count);
        count += included;
        if (count <= MostCells)
        {
            return true;
        }

        var product = string.Join(" × ", axes.Select(axis => axis.Choices.Count));
        _context.Errors.Add(_map.Place, "matrix", $"has {count.ToString("N0", CultureInfo.InvariantCulture)} configurations ({product}), and {MostCells:N0} are the most: "
            + "shorten an axis, or list the ones you want under include");
        return false;
    }

    private static List<string> AxesOf(List<Cell> included) =>
        [.. included.SelectMany(cell => cell.Values).Select(value => value.Axis).Distinct()];

    /// <summary>Axis by axis, and within one in the order in which its parts are first met.</summary>
    private static List<string> KeysOf(List<string> names, List<Axis> axes, List<Cell> included)
    {
        var values = axes.SelectMany(axis => axis.Choices).SelectMany(choice => choice).Concat(included.SelectMany(cell => cell.Values)).ToList();
        return [.. names.SelectMany(name => values.Where(value => value.Axis == name).Select(value => value.Key).Distinct())];
    }

    private void CheckIncluded(List<Cell> included, List<string> names, List<Axis> axes)
    {
        for (var index = 0; index < included.Count; index++)
        {
            var path = YamlPath.Item("matrix.include", index);
            foreach (var value in included[index].Values)
            {
                CheckIncludedValue(value, names, axes, path);
            }

            var missing = names.Where(name => !included[index].Values.Any(value => value.Axis == name)).ToList();
            if (missing.Count > 0)
            {
                _context.Errors.Add(included[index].Place, path, $"gives no value for {string.Join(", ", missing)}: a configuration has one for every axis");
            }
        }
    }

    private void CheckIncludedValue(CellValue value, List<string> names, List<Axis> axes, string path)
    {
        if (!names.Contains(value.Axis))
        {
            _context.Errors.Add(value.Place, YamlPath.Key(path, value.Key), $"there is no axis '{value.Axis}'{Suggestion.Phrase(value.Axis, names)}");
        }
        else if (axes.Find(axis => axis.Name == value.Axis) is { } axis && IsNested(axis) != (value.Key != value.Axis))
        {
            _context.Errors.Add(value.Place, YamlPath.Key(path, value.Key), IsNested(axis)
                ? $"'{axis.Name}' takes maps, such as {{ {axis.Choices[0][0].Key[(axis.Name.Length + 1)..]}: {axis.Choices[0][0].Text} }}"
                : $"'{axis.Name}' takes single values");
        }
    }

    private static bool IsNested(Axis axis) => axis.Choices[0][0].Key != axis.Name;

    private static List<Cell> Combine(List<Axis> axes)
    {
        if (axes.Count == 0)
        {
            return [];
        }

        IEnumerable<IReadOnlyList<CellValue>> cells = [[]];
        foreach (var axis in axes)
        {
            cells = cells.SelectMany(cell => axis.Choices.Select(choice => (IReadOnlyList<CellValue>)[.. cell, .. choice]));
        }

        return [.. cells.Select(values => new Cell(values, axes[0].Place))];
    }

    private List<Cell> ExcludeFrom(List<Cell> cells, List<Cell> excluded, List<string> keys)
    {
        var left = cells;
        for (var index = 0; index < excluded.Count; index++)
        {
            var pattern = excluded[index];
            CheckExcluded(pattern, YamlPath.Item("matrix.exclude", index), cells, keys);
            left = [.. left.Where(cell => !Matches(cell, pattern))];
        }

        return left;
    }

    private void CheckExcluded(Cell pattern, string path, List<Cell> cells, List<string> keys)
    {
        var unknown = pattern.Values.Where(value => !keys.Contains(value.Key)).ToList();
        foreach (var value in unknown)
        {
            _context.Errors.Add(value.Place, YamlPath.Key(path, value.Key), $"there is no axis '{value.Key}'{Suggestion.Phrase(value.Key, keys)}");
        }

        if (unknown.Count == 0 && !cells.Exists(cell => Matches(cell, pattern)))
        {
            _context.Errors.Add(pattern.Place, path, $"no configuration has {pattern}: nothing is excluded by it");
        }
    }

    private static bool Matches(Cell cell, Cell pattern) =>
        pattern.Values.All(wanted => cell.Values.Any(value => value.Key == wanted.Key && ReservedAxes.Canonical(value) == ReservedAxes.Canonical(wanted)));

    private static Cell InOrder(Cell cell, List<string> keys) =>
        cell with { Values = [.. cell.Values.OrderBy(value => keys.IndexOf(value.Key))] };

    private void CheckTwice(List<Cell> cells)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in cells.Where(cell => !seen.Add(cell.Identity)))
        {
            _context.Errors.Add(cell.Place, "matrix.include", $"the configuration {cell} is there already: remove this one");
        }
    }
}
