namespace LoadLab.Engine.Tests.Http;

/// <summary>A theory that needs nghttp2's server, and is skipped with that reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NghttpdTheoryAttribute : TheoryAttribute
{
    public NghttpdTheoryAttribute()
    {
        if (Nghttpd.Find() is null)
        {
            Skip = "nghttpd is not installed (Debian: nghttp2-server).";
        }
    }
}
