using LoadLab.Harness.Deployment.Local.Interop;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>The record, in the report folder, of replicas that run now. It outlives a harness and its guards that were both killed.</summary>
internal sealed class RunningTargets(string folder)
{
    private readonly string _file = Path.Combine(folder, "running-targets");

    /// <summary>Adds a replica: one line <c>pid start-time</c>.</summary>
    public void Add(int leader)
    {
        if (ProcessIdentity.Of(leader) is { } identity)
        {
            File.AppendAllText(_file, identity.ToText(' ') + "\n");
        }
    }

    /// <summary>Nothing runs any more.</summary>
    public void Clear() => File.Delete(_file);

    /// <summary>Kills what an earlier run left, by session, and returns how many replicas that were.</summary>
    public int KillLeftovers()
    {
        if (!File.Exists(_file))
        {
            return 0;
        }

        var leaders = File.ReadLines(_file).Select(line => ProcessIdentity.Parse(line, ' ')).OfType<ProcessIdentity>().ToList();
        var killed = leaders.Count(KillSession);
        Clear();
        return killed;
    }

    // Workers may outlive their leader: they still carry its session, and no process younger than the leader's start could be anyone else's
    // while one of them lives, as the kernel gives out no pid that is still in use as a session.
    private static bool KillSession(ProcessIdentity leader)
    {
        var members = ProcessStat.ReadAll().Where(stat => stat.Session == leader.Pid && stat.StartTicks >= leader.StartTicks && stat.State != 'Z').ToList();
        var reused = members.Any(stat => stat.Pid == leader.Pid && stat.StartTicks != leader.StartTicks);
        if (reused)
        {
            return false;
        }

        members.ForEach(stat => _ = LibC.kill(stat.Pid, LibC.SIGKILL));
        return members.Count > 0;
    }
}
