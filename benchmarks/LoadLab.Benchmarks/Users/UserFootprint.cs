using LoadLab.Engine.Http.Loops;

namespace LoadLab.Benchmarks.Users;

/// <summary>What a waiting user occupies without its connection.</summary>
internal static class UserFootprint
{
    /// <summary>Live managed bytes a user: so many users, each waiting for its turn, weighed together.</summary>
    public static double Measure(int users)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var timers = new UserTimers();
        for (var user = 0; user < users; user++)
        {
            timers.Add(user, new VirtualUser(targets: 1));
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(timers);
        return (double)(after - before) / users;
    }
}
