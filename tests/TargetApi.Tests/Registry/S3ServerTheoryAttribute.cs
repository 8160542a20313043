namespace LoadLab.TargetApi.Tests.Registry;

/// <summary>A theory against a real S3 server; skipped with the reason where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class S3ServerTheoryAttribute : TheoryAttribute
{
    public S3ServerTheoryAttribute() => Skip = S3Server.WhyNot;
}
