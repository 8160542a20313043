namespace LoadLab.EndToEnd.Swarm;

/// <summary>A test that needs a Docker Swarm of two nodes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SwarmFactAttribute : FactAttribute
{
    public SwarmFactAttribute() => Skip = TestSwarm.WhyNot;
}
