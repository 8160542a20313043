using LoadLab.Harness.Profiles.Yaml;

namespace LoadLab.Harness.Profiles.Matrix;

/// <summary>One value in a cell: <c>cpus</c> = <c>0.5</c>, or the part <c>batch.size</c> = <c>8</c>.</summary>
internal sealed record CellValue(string Key, string Text, Place Place)
{
    /// <summary>The axis it belongs to.</summary>
    public string Axis => Key.Split('.')[0];
}
