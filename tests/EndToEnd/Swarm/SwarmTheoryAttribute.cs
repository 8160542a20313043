namespace LoadLab.EndToEnd.Swarm;

/// <summary>A theory that needs the swarm; skipped where there is none, and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SwarmTheoryAttribute : TheoryAttribute
{
    public SwarmTheoryAttribute() => Skip = TestSwarm.WhyNot;
}
