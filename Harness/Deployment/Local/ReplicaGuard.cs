namespace LoadLab.Harness.Deployment.Local;

/// <summary>The small shell program between the harness and a replica, which makes sure that no replica outlives the harness.</summary>
/// <remarks>
/// A killed harness cannot clean up after itself, and PR_SET_PDEATHSIG reaches children only, not a replica's own workers. So each
/// replica gets a guard in a session of its own (no terminal's Ctrl-C and no kill of the harness's group reaches it) that holds the
/// reading end of a pipe from the harness. When the pipe closes, however the harness ended, the guard kills the replica's process
/// group and everything in its control groups, and removes those.
/// The groups stay until the pipe closes, so that the harness can still read why the kernel killed the replica.
/// On the pipe: <c>term</c> and <c>kill</c> signal the replica. On its output: <c>started PID</c>, then <c>exited CODE</c>.
/// </remarks>
internal static class ReplicaGuard
{
    /// <summary>POSIX sh. Arguments: log file, processors (<c>-</c>: any), colon-separated control groups, then the command.</summary>
    public const string Script = """
        log=$1 processors=$2 groups=$3
        shift 3
        exec 3<&0 </dev/null 2>/dev/null

        kill_all() {
            kill -s KILL -- "-$child" 2>/dev/null
            kill -s KILL "$child" 2>/dev/null
            rounds=0
            while [ "$rounds" -lt 100 ]; do
                left=
                IFS=:
                for group in $groups; do
                    unset IFS
                    while read -r pid; do
                        left=1
                        kill -s KILL "$pid" 2>/dev/null
                    done 2>/dev/null <"$group/cgroup.procs"
                done
                unset IFS
                [ -z "$left" ] && return
                rounds=$((rounds + 1))
                sleep 0.02
            done
        }

        # The group is entered, and the processors are chosen, before the command exists: nothing of it runs without limits.
        setsid sh -c '
            processors=$1 groups=$2
            shift 2
            IFS=:
            for group in $groups; do
                echo $$ >"$group/cgroup.procs" || exit 125
            done
            unset IFS
            [ "$processors" = - ] && exec "$@"
            exec taskset -c "$processors" "$@"
        ' loadlab-replica "$processors" "$groups" "$@" >>"$log" 2>&1 3<&- &
        child=$!
        echo "started $child"
        trap 'kill_all; exit 143' TERM INT HUP
        trap '' PIPE

        {
            while read -r order; do
                case $order in
                    term) kill -s TERM -- "-$child" 2>/dev/null ;;
                    kill) kill_all ;;
                esac
            done
            kill_all
        } <&3 >/dev/null &
        watcher=$!
        exec 3<&-

        wait "$child"
        code=$?
        kill_all
        echo "exited $code"
        wait "$watcher"
        IFS=:
        for group in $groups; do
            rmdir "$group" "${group%/*}" 2>/dev/null
        done
        """;
}
