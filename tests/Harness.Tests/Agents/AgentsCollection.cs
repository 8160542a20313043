namespace LoadLab.Harness.Tests.Agents;

/// <summary>Tests in which agents really make load: one at a time, so that they do not make each other late.</summary>
[CollectionDefinition(Name)]
public sealed class AgentsCollection
{
    public const string Name = "Agents that make load";
}
