namespace LoadLab.TargetApi.Columns;

/// <summary>Where the names of the columns come from.</summary>
public enum ColumnSourceKind
{
    /// <summary>The model's description.</summary>
    Memory,

    /// <summary>A database, once.</summary>
    DatabaseCached,

    /// <summary>A database, anew for each request.</summary>
    DatabasePerRequest,
}
