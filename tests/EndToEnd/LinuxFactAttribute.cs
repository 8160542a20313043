namespace LoadLab.EndToEnd;

/// <summary>A test that needs Linux, as local deployment and the load engine do.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Local deployment and the load engine need Linux.";
        }
    }
}
