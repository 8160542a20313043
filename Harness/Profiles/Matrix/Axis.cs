using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Matrix;

/// <summary>One dimension of the matrix.</summary>
/// <param name="Name">As written.</param>
/// <param name="Choices">Its values; each is a single value, or several parts of one map.</param>
/// <param name="Place">Where its name stands.</param>
internal sealed record Axis(string Name, IReadOnlyList<IReadOnlyList<CellValue>> Choices, Place Place);
