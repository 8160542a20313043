namespace LoadLab.Engine.Tests.Interop;

/// <summary>A fact that needs a C compiler, and is skipped with that reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "cc"))))
        {
            Skip = "There is no C compiler (cc) on this machine to compare the layouts with.";
        }
    }
}
