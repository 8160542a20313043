namespace LoadLab.Harness.Tests.Agents.Protocol;

/// <summary>Tests that look at the memory of the process: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Memory of the protocol";
}
