using LoadLab.Benchmarks.Faults;

namespace LoadLab.Benchmarks.Tests.Faults;

/// <summary>A test that needs what a group of faults needs, and is skipped with the reason where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FaultGroupFactAttribute : FactAttribute
{
    public FaultGroupFactAttribute(string group) => Skip = FaultCatalog.Groups.Single(one => one.Name == group).Missing;
}
