using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http.Loops;

/// <summary>How many connections a loop may hold, and whether they suffice for its users.</summary>
internal static class ConnectionBudget
{
    /// <summary>The option, or an equal part of the descriptors where these are fewer.</summary>
    public static int PerLoop(EngineOptions options, long files) =>
        (int)Math.Clamp(files / options.Loops, 1, options.MaxConnectionsPerLoop);

    /// <summary>Each user keeps a connection to every target, so a closed stage says beforehand how many it needs.</summary>
    /// <exception cref="LoadSetupException">The users need more than there may be.</exception>
    public static void ThrowIfTooSmall(IEnumerable<IReadOnlyList<LoadPhase>> phases, int targets, int maxConnections)
    {
        var users = phases.Max(loop => loop.OfType<ClosedPhase>().Select(PeakUsers).DefaultIfEmpty().Max());
        if ((long)users * targets > maxConnections)
        {
            throw new LoadSetupException(
                $"{users} virtual users on one loop with {targets} target(s) need {(long)users * targets} connections, and a loop may hold "
                + $"{maxConnections}. Use more loops or agents, raise the connections per loop, or raise the limit of open files (ulimit -n).");
        }
    }

    private static int PeakUsers(ClosedPhase phase)
    {
        var peak = phase.Users.UsersAt(0);
        var endNs = phase.DurationNs ?? long.MaxValue;
        for (var atNs = phase.Users.NextChangeNs(0); atNs < endNs && atNs != IUserSchedule.Never; atNs = phase.Users.NextChangeNs(atNs))
        {
            peak = Math.Max(peak, phase.Users.UsersAt(atNs));
        }

        return peak;
    }
}
