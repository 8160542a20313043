using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Columns;

/// <summary>The names of a request's columns in the order in which its numbers come, and how to bring those into the model's order.</summary>
public sealed class ColumnOrder
{
    /// <summary>For each of the model's columns, where a request has it; null where the orders are equal.</summary>
    private readonly int[]? _positions;

    private ColumnOrder(IReadOnlyList<string>? names, int[]? positions)
    {
        Names = names;
        _positions = positions;
    }

    /// <summary>Null where nothing names the columns.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>True where rows come as the model takes them.</summary>
    public bool IsModels => _positions is null;

    /// <summary>The model's own order.</summary>
    public static ColumnOrder Same(IReadOnlyList<string>? names) => new(names, null);

    /// <summary>The order <paramref name="given"/>, for a model that knows its columns as <paramref name="expected"/>.</summary>
    /// <param name="given">Names from elsewhere.</param>
    /// <param name="expected">The model's names; null where it has none, and then only the number can be compared.</param>
    /// <param name="width">Columns that the model takes.</param>
    /// <exception cref="ModelException">They are not the same columns.</exception>
    public static ColumnOrder Match(IReadOnlyList<string> given, IReadOnlyList<string>? expected, int width)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.Count != width)
        {
            throw new ModelException($"{given.Count} column names were found, the model takes {width} columns");
        }

        return expected is null || given.SequenceEqual(expected) ? Same(given) : new ColumnOrder(given, [.. expected.Select(name => Position(name, given))]);
    }

    /// <summary>Brings every row into the model's order.</summary>
    public void Apply(FeatureRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (_positions is null)
        {
            return;
        }

        float[] copy = new float[rows.Width];
        for (int i = 0; i < rows.Count; i++)
        {
            Span<float> row = rows[i];
            row.CopyTo(copy);
            for (int column = 0; column < _positions.Length; column++)
            {
                row[column] = copy[_positions[column]];
            }
        }
    }

    private static int Position(string name, IReadOnlyList<string> given) =>
        ColumnNames.Find(given, name) ?? throw new ModelException($"the model's column \"{name}\" is not among the column names found");
}
