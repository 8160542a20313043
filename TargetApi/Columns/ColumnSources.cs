using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Columns;

/// <summary>Chooses the column source that the settings ask for.</summary>
internal static class ColumnSources
{
    public static IColumnSource Create(TargetSettings settings, TextWriter errors) => settings.ColumnsSource switch
    {
        ColumnSourceKind.DatabaseCached => new CachedColumnSource(new ColumnDatabase(settings), settings.ColumnsModel, new AwaitedDependency(errors)),
        ColumnSourceKind.DatabasePerRequest => new PerRequestColumnSource(new ColumnDatabase(settings), settings.ColumnsModel, new AwaitedDependency(errors)),
        _ => new MemoryColumnSource(),
    };
}
