using LoadLab.Engine;
using LoadLab.Harness.Machines;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>One agent's part of a load.</summary>
/// <param name="Name">The agent's.</param>
/// <param name="IsHere">It ran on the machine of this process.</param>
/// <param name="IsWhole">It told its own result; false where it was lost before, and only its intervals are known.</param>
/// <param name="Load">What it measured.</param>
/// <param name="Machine">What its machine's processors did meanwhile; null where nobody knows.</param>
internal sealed record AgentPart(string Name, bool IsHere, bool IsWhole, LoadResult Load, MachineUse? Machine);
