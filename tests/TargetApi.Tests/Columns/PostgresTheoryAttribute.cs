namespace LoadLab.TargetApi.Tests.Columns;

/// <summary>A theory that needs PostgreSQL, and is skipped with that reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (PostgresServer.FindPrograms() is null)
        {
            Skip = "PostgreSQL is not installed (Debian: postgresql).";
        }
    }
}
