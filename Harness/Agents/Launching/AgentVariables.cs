namespace LoadLab.Harness.Agents.Launching;

/// <summary>Environment variables that an agent reads, apart from its token's.</summary>
internal static class AgentVariables
{
    /// <summary>Its name in results, where no option says it: whoever starts many alike can fill in a variable for each.</summary>
    public const string Name = "LOADLAB_AGENT_NAME";
}
