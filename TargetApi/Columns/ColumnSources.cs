using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Columns;

/// <summary>Chooses the column source that the settings ask for.</summary>
internal static class ColumnSources
{
    public static IColumnSource Create(TargetSettings settings) => new MemoryColumnSource();
}
