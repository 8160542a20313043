namespace LoadLab.Benchmarks.Users;

/// <summary>The end of the users' load.</summary>
/// <param name="Transport">That carried it.</param>
/// <param name="LoopCpuShare">Of the busiest loop.</param>
/// <param name="Verdict">The engine's of itself.</param>
/// <param name="Reasons">Its reasons.</param>
/// <param name="EmptyHeapBytes">Live managed memory before the load.</param>
/// <param name="FullHeapBytes">Live managed memory with all users, after a collection in the last second.</param>
/// <param name="UserBytes">Managed memory of one waiting user without its connection: itself and its place among the timers.</param>
internal sealed record UsersOutcome(string Transport, double LoopCpuShare, string Verdict, IReadOnlyList<string> Reasons, long EmptyHeapBytes, long FullHeapBytes, double UserBytes);
