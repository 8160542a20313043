using System.Globalization;
using LoadLab.TargetApi.Redis;

namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>
/// The queue as a worker sees it. A job that a worker takes stays in the queue, leased to it, until it is answered; a lease that runs out lets another
/// worker take the job. Whoever answers first removes the job in the same step, so that no second answer can follow.
/// </summary>
internal sealed class JobStream(QueueKeys keys, string worker, TimeSpan lease, RedisClient commands, RedisClient blocking)
{
    /// <summary>Removes each job and only where that succeeded answers it. The first answer of each batch tells about the batch.</summary>
    private const string AnswerScript = """
        local told = {}
        for i = 2, #KEYS do
          local a = 3 + (i - 2) * 5
          if redis.call('XACK', KEYS[1], ARGV[1], ARGV[a]) == 1 then
            redis.call('XDEL', KEYS[1], ARGV[a])
            local batch, facts = ARGV[a + 3], ARGV[a + 4]
            if facts == '' or told[batch] then
              redis.call('XADD', KEYS[i], '*', 'n', ARGV[a + 1], 'd', ARGV[a + 2])
            else
              told[batch] = true
              redis.call('XADD', KEYS[i], '*', 'n', ARGV[a + 1], 'd', ARGV[a + 2], 'b', facts)
            end
            redis.call('PEXPIRE', KEYS[i], ARGV[2])
          end
        end
        return 'OK'
        """;

    /// <summary>Removes consumers that hold nothing: this one, and those silent for long. Removing one that holds jobs would lose them.</summary>
    private const string LeaveScript = """
        for _, c in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
          local f = {}
          for i = 1, #c, 2 do f[c[i]] = c[i + 1] end
          if f['pending'] == 0 and (f['name'] == ARGV[2] or f['idle'] > tonumber(ARGV[3])) then
            redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], f['name'])
          end
        end
        return 'OK'
        """;

    /// <summary>A handed-back job counts as leased out this long ago, so that whoever looks next may take it.</summary>
    private static readonly TimeSpan LongAgo = TimeSpan.FromHours(24);

    private static readonly TimeSpan ForgetConsumers = TimeSpan.FromHours(1);

    private string _scan = "0-0";

    /// <summary>Makes the queue where it is not there.</summary>
    public async Task Join()
    {
        try
        {
            await commands.Execute(new RespCommand("XGROUP").Add("CREATE").Add(keys.Jobs).Add(QueueKeys.Group).Add("0").Add("MKSTREAM"));
        }
        catch (RedisErrorException e) when (e.Code == "BUSYGROUP")
        {
        }
    }

    /// <summary>Jobs that nobody has; waits for the first one.</summary>
    public Task<IReadOnlyList<StreamEntry>> Take(int count, TimeSpan wait) => Read(count, ">", wait);

    /// <summary>Jobs that this worker has by the queue's books: more than it knows of where an answer of Redis was lost.</summary>
    public Task<IReadOnlyList<StreamEntry>> TakeOwn(int count) => Read(count, "0", null);

    /// <summary>Jobs whose lease has run out.</summary>
    public async Task<IReadOnlyList<StreamEntry>> TakeOver(int count)
    {
        RespValue reply = await commands.Execute(new RespCommand("XAUTOCLAIM").Add(keys.Jobs).Add(QueueKeys.Group).Add(worker)
            .Add((long)lease.TotalMilliseconds).Add(_scan).Add("COUNT").Add(count));
        _scan = reply.Items[0].Text;
        return [.. StreamEntry.All(reply.Items[1])];
    }

    /// <summary>How often a job has been given to a worker.</summary>
    public async Task<int> Deliveries(string id)
    {
        RespValue reply = await commands.Execute(new RespCommand("XPENDING").Add(keys.Jobs).Add(QueueKeys.Group).Add(id).Add(id).Add(1));
        return reply.Items is [{ Items: [_, _, _, var count] }] ? (int)count.Number : 1;
    }

    /// <summary>Starts the leases anew. Jobs that have been answered meanwhile stay gone.</summary>
    public Task Renew(IEnumerable<string> ids) => commands.Execute(new RespCommand("XCLAIM").Add(keys.Jobs).Add(QueueKeys.Group).Add(worker).Add(0).AddAll(ids).Add("JUSTID"));

    /// <summary>Answers those jobs that are still this worker's to answer.</summary>
    public Task Answer(IReadOnlyCollection<RemoteJob> jobs)
    {
        RespCommand command = new RespCommand("EVAL").Add(AnswerScript).Add(jobs.Count + 1).Add(keys.Jobs);
        foreach (RemoteJob job in jobs)
        {
            command.Add(keys.Answers(job.To));
        }

        command.Add(QueueKeys.Group).Add((long)QueueTimes.AnswersExpire.TotalMilliseconds);
        foreach (RemoteJob job in jobs)
        {
            command.Add(job.Id).Add(job.Number).Add(job.Answer).Add(job.Batch).Add(job.Facts?.ToString() ?? "");
        }

        return commands.Execute(command);
    }

    /// <summary>Removes what can be answered to nobody.</summary>
    public Task Discard(string id) => Task.WhenAll(
        commands.Execute(new RespCommand("XACK").Add(keys.Jobs).Add(QueueKeys.Group).Add(id)),
        commands.Execute(new RespCommand("XDEL").Add(keys.Jobs).Add(id)));

    /// <summary>Gives jobs back that were not started, as if this worker had never had them.</summary>
    public Task HandBack(IEnumerable<RemoteJob> jobs) => Task.WhenAll(jobs.Select(job => commands.Execute(
        new RespCommand("XCLAIM").Add(keys.Jobs).Add(QueueKeys.Group).Add(QueueKeys.HandedBack).Add(0).Add(job.Id)
            .Add("IDLE").Add((long)LongAgo.TotalMilliseconds).Add("RETRYCOUNT").Add(job.Deliveries - 1).Add("JUSTID"))));

    public Task Beat() => commands.Execute(new RespCommand("SET").Add(keys.Alive).Add(worker).Add("PX").Add((long)QueueTimes.AliveLimit.TotalMilliseconds));

    public Task Leave() => commands.Execute(new RespCommand("EVAL").Add(LeaveScript).Add(1).Add(keys.Jobs)
        .Add(QueueKeys.Group).Add(worker).Add((long)ForgetConsumers.TotalMilliseconds));

    private async Task<IReadOnlyList<StreamEntry>> Read(int count, string from, TimeSpan? wait)
    {
        RespCommand command = new RespCommand("XREADGROUP").Add("GROUP").Add(QueueKeys.Group).Add(worker).Add("COUNT").Add(count);
        if (wait is { } time)
        {
            // Zero would mean for ever.
            command.Add("BLOCK").Add(Math.Max((long)Math.Ceiling(time.TotalMilliseconds), 1).ToString(CultureInfo.InvariantCulture));
        }

        return [.. StreamEntry.OfRead(await blocking.Execute(command.Add("STREAMS").Add(keys.Jobs).Add(from)))];
    }
}
