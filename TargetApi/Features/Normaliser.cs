using LoadLab.TargetApi.Columns;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Features;

/// <summary>(x − mean) ÷ standard deviation in float32: bit for bit what the models were trained on.</summary>
public sealed class Normaliser
{
    private readonly int[] _positions;
    private readonly float[] _means;
    private readonly float[] _deviations;

    private Normaliser(int[] positions, float[] means, float[] deviations)
    {
        _positions = positions;
        _means = means;
        _deviations = deviations;
    }

    /// <exception cref="ModelException">The constants do not fit the columns.</exception>
    public static Normaliser Create(NormalisationConstants constants, IReadOnlyList<string>? columns)
    {
        ArgumentNullException.ThrowIfNull(constants);
        int count = constants.Columns.Count;
        if (constants.Mean.Count != count || constants.StandardDeviation.Count != count)
        {
            throw new ModelException(
                $"model.json: normalisation has {count} columns, {constants.Mean.Count} means and {constants.StandardDeviation.Count} standard deviations");
        }

        if (constants.Mean.Any(m => !float.IsFinite(m)) || constants.StandardDeviation.Any(d => !float.IsFinite(d) || d <= 0))
        {
            throw new ModelException("model.json: normalisation needs finite means and standard deviations above zero");
        }

        return new Normaliser([.. constants.Columns.Select(c => Position(c, columns))], [.. constants.Mean], [.. constants.StandardDeviation]);
    }

    /// <summary>Normalises every row in place.</summary>
    public void Apply(FeatureRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        for (int i = 0; i < rows.Count; i++)
        {
            Apply(rows[i]);
        }
    }

    private void Apply(Span<float> row)
    {
        for (int i = 0; i < _positions.Length; i++)
        {
            ref float value = ref row[_positions[i]];
            value = (value - _means[i]) / _deviations[i];
        }
    }

    private static int Position(string column, IReadOnlyList<string>? columns) =>
        ColumnNames.Find(columns ?? [], column)
        ?? throw new ModelException($"model.json: normalisation names the column \"{column}\", which is not among its columns");
}
