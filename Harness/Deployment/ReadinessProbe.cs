using LoadLab.Engine.Http;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment;

/// <summary>Asks every replica for its ready path until it answers, the time is up, or it dies.</summary>
/// <param name="tls">For replicas that are reached by https.</param>
internal sealed class ReadinessProbe(TlsClient tls) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // One slow answer must not use up the whole time; a ready path is meant to answer at once.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    private readonly HttpClient _client = new(tls.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _client.Dispose();

    /// <summary>Waits until all replicas are ready and returns the seconds it took.</summary>
    /// <exception cref="DeploymentFailedException">A replica died or was not ready in time; says which, its last answer and its last log lines.</exception>
    public async Task<double> WaitAsync(IDeployment deployment, ReadyConfig ready, CancellationToken cancellationToken)
    {
        var start = MonotonicClock.NowNs();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var polls = Task.WhenAll(deployment.Replicas.Select(replica => PollAsync(deployment, replica, ready, stop.Token)));
        var first = await Task.WhenAny(polls, deployment.Ended).ConfigureAwait(false);
        if (first == deployment.Ended)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await polls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new DeploymentFailedException(await deployment.Ended.ConfigureAwait(false));
        }

        await polls.ConfigureAwait(false);
        return (MonotonicClock.NowNs() - start) / 1e9;
    }

    private async Task PollAsync(IDeployment deployment, Replica replica, ReadyConfig ready, CancellationToken cancellationToken)
    {
        var address = new Uri(replica.Endpoint, ready.Path);
        var deadline = MonotonicClock.NowNs() + (long)ready.Within.TotalNanoseconds;
        var last = $"it gave no answer within {ready.Within.TotalSeconds:0.#} s";
        do
        {
            // Null where the end of the time cut the question short: the answer before it says more.
            last = await AskAsync(address, replica, deadline, cancellationToken).ConfigureAwait(false) ?? last;
            if (last.Length == 0)
            {
                return;
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
        while (MonotonicClock.NowNs() < deadline);

        var tail = await deployment.LogTailAsync(replica.Index, cancellationToken).ConfigureAwait(false);
        throw new DeploymentFailedException(Describe(deployment, replica, address, ready, last, tail)) { Kind = KindOf(deployment, replica) };
    }

    /// <summary>Empty when ready, else what came instead; null where nothing came before the time was up.</summary>
    private async Task<string?> AskAsync(Uri address, Replica replica, long deadlineNs, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Shorter(LongestAnswer, deadlineNs - MonotonicClock.NowNs()));
        try
        {
            using var answer = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            var status = (int)answer.StatusCode;
            return IsReady(status, replica) ? "" : $"it answered with status {status}{await NotReadyReason.ReadAsync(answer.Content, limit.Token).ConfigureAwait(false)}";
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return $"no TLS connection could be made. {tls.Explain(address.IdnHost, e.InnerException ?? e)}";
        }
        catch (HttpRequestException e)
        {
            return $"it could not be reached ({e.InnerException?.Message ?? e.Message})";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return MonotonicClock.NowNs() >= deadlineNs ? null : $"it gave no answer within {LongestAnswer.TotalSeconds:0.#} s";
        }
    }

    // A service that LoadLab did not start need not have a ready path: 404 shows that it is there and answers.
    private static bool IsReady(int status, Replica replica) => status < 400 || (!replica.Managed && status == 404);

    private static TimeSpan Shorter(TimeSpan limit, long remainingNs) =>
        TimeSpan.FromMilliseconds(Math.Clamp(remainingNs / 1e6, 1, limit.TotalMilliseconds));

    // A worker that is killed for memory again and again may never let its replica get ready.
    private static FailureKind KindOf(IDeployment deployment, Replica replica) =>
        deployment.ReadResources(replica.Index) is { OomKills: > 0 } ? FailureKind.OutOfMemory : FailureKind.NotReady;

    private static string Describe(IDeployment deployment, Replica replica, Uri address, ReadyConfig ready, string last, string tail) =>
        $"Replica {replica.Index} was not ready within {ready.Within.TotalSeconds:0.#} s: at {address} {last}. "
            + (replica.Managed ? "Raise target.ready.within if it needs longer, or see why it does not start." : "Check that it runs and that the address is right.")
            + string.Concat(deployment.Incidents().Select(incident => $" {incident}"))
            + (tail.Length > 0 ? $"{Environment.NewLine}Last lines of its log:{Environment.NewLine}{tail}" : "");
}
