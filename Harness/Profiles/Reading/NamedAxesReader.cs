using LoadLab.Harness.Profiles.Matrix;
using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>ladder</c> and <c>compare</c>: axes whose values have names, because sentences and tables are about them.</summary>
internal static class NamedAxesReader
{
    /// <summary>The axis of the ladder; null where there is none.</summary>
    public static string? ReadLadder(SectionReader root, MatrixCells? matrix)
    {
        var axis = root.Has("ladder") ? root.Text("ladder") : null;
        if (axis is not null && matrix is not null)
        {
            NamesOf(root, "ladder", axis, matrix);
        }

        return axis;
    }

    /// <summary>The comparison; null where there is none, or its mistakes leave none.</summary>
    public static ComparisonConfig? ReadComparison(SectionReader compare, MatrixCells? matrix)
    {
        var axis = compare.Has("axis") ? compare.Text("axis") : null;
        var baseline = compare.Has("baseline") ? compare.Text("baseline") : null;
        if (axis is null || matrix is null)
        {
            return null;
        }

        var names = NamesOf(compare, "axis", axis, matrix);
        if (baseline is not null && names.Count > 0 && !names.Contains(baseline))
        {
            compare.Fail("baseline", $"'{baseline}' is no value of '{axis}'{Suggestion.Phrase(baseline, names)}");
        }

        return names.Count == 0 ? null : new ComparisonConfig(axis, baseline ?? names[0]);
    }

    /// <summary>The names of an axis' values in the order of the matrix; none, and a mistake, where they cannot be told apart.</summary>
    private static List<string> NamesOf(SectionReader section, string key, string axis, MatrixCells matrix)
    {
        var axes = matrix.Keys.Select(it => it.Split('.')[0]).Distinct().ToList();
        if (!axes.Contains(axis))
        {
            section.Fail(key, axes.Count == 0 ? $"there is no axis '{axis}': the profile has no matrix" : $"there is no axis '{axis}'{Suggestion.Phrase(axis, axes)}");
            return [];
        }

        var values = matrix.Cells.Select(cell => ValueOf(cell, axis)).DistinctBy(value => value.All).ToList();
        var mistake = values.Count < 2 ? $"'{axis}' has one value only, so there is nothing to hold it against"
            : values.Exists(value => value.Name is null) ? $"each value of '{axis}' needs a name: add {AxisValue.NamePart}: to its map"
            : values.GroupBy(value => value.Name).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"two values of '{axis}' are called '{twice.Key}': give each a name of its own"
            : null;
        if (mistake is null)
        {
            return [.. values.Select(value => value.Name!)];
        }

        section.Fail(key, mistake);
        return [];
    }

    private static (string? Name, string All) ValueOf(Cell cell, string axis)
    {
        var parts = cell.Values.Where(value => value.Axis == axis).ToList();
        return (cell[axis] ?? cell[AxisValue.KeyOfName(axis)], string.Join('\n', parts.Select(part => $"{part.Key}={part.Text}").Order(StringComparer.Ordinal)));
    }
}
