namespace LoadLab.Harness.Profiles.Matrix;

/// <summary>The expanded matrix.</summary>
/// <param name="Keys">Every name a placeholder may use, in matrix order.</param>
/// <param name="Cells">At least one.</param>
internal sealed record MatrixCells(IReadOnlyList<string> Keys, IReadOnlyList<Cell> Cells)
{
    /// <summary>Of these, the ones that do not have the same value in all cells.</summary>
    public IReadOnlyList<string> VaryingKeys { get; } =
        [.. Keys.Where(key => Cells.Select(cell => cell[key]).Distinct().Count() > 1)];
}
