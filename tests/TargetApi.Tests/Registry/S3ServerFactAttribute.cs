namespace LoadLab.TargetApi.Tests.Registry;

/// <summary>A test against a real S3 server; skipped with the reason where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class S3ServerFactAttribute : FactAttribute
{
    public S3ServerFactAttribute() => Skip = S3Server.WhyNot;
}
