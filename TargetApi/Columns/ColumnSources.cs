using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Columns;

/// <summary>Chooses the column source that the settings ask for.</summary>
internal static class ColumnSources
{
    /// <summary>Of DATABASE_TIMEOUT.</summary>
    private static readonly TimeSpan StandardTimeout = TimeSpan.FromSeconds(5);

    public static IColumnSource Create(TargetSettings settings, TextWriter errors) => settings.ColumnsSource switch
    {
        ColumnSourceKind.DatabaseCached => new CachedColumnSource(Open(settings), settings.ColumnsModel, new AwaitedDependency(errors)),
        ColumnSourceKind.DatabasePerRequest => new PerRequestColumnSource(Open(settings), settings.ColumnsModel, new AwaitedDependency(errors)),
        _ => new MemoryColumnSource(),
    };

    private static ColumnDatabase Open(TargetSettings settings) => new(settings, settings.DatabaseTimeout ?? StandardTimeout);
}
