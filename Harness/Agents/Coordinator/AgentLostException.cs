namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>A load lost one of its agents, so that it has to be made again.</summary>
internal sealed class AgentLostException(string message) : Exception(message);
