using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Matrix;

/// <summary>One combination of the matrix.</summary>
/// <param name="Values">Its values in matrix order.</param>
/// <param name="Place">Where it comes from.</param>
internal sealed record Cell(IReadOnlyList<CellValue> Values, Place Place)
{
    public string? this[string key] => Values.FirstOrDefault(value => value.Key == key)?.Text;

    /// <summary>Equal for cells that would be measured the same: <c>1G</c> and <c>1024M</c> of memory are.</summary>
    public string Identity => string.Join('\n', Values.Select(value => $"{value.Key}={ReservedAxes.Canonical(value)}").Order(StringComparer.Ordinal));

    public override string ToString() => string.Join(' ', Values.Select(value => $"{value.Key}={value.Text}"));
}
